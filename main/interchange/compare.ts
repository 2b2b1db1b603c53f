/**
 * How much of a prepared import the record has already. Reads only; the record may be written to meanwhile.
 */
import type Database from 'better-sqlite3';
import type { PreparedImport } from './prepared.ts';

/** Events between two calls of `onEvents`. */
const SLICE = 4096;

/**
 * For each prepared bucket, in their order, how many of its events, doubles left out, are there. `onEvents` is told how many
 * have been looked at; what it throws ends the comparison.
 */
export function compare(
  connection: Database.Database,
  { file, buckets }: PreparedImport,
  onEvents: (done: number) => void,
): readonly number[] {
  connection.prepare('ATTACH ? AS prepared').run(file);
  try {
    const row = connection.prepare<[string], number>('SELECT row FROM main.buckets WHERE id = ?').pluck();
    const known = connection
      .prepare<[{ bucket: number; from: number; to: number }], number>(`
        SELECT count(*) FROM prepared.placed event JOIN prepared.data ON data.row = event.data
        WHERE event.place BETWEEN @from AND @to AND EXISTS (
          SELECT 1 FROM main.events known INDEXED BY events_by_start JOIN main.data mine ON mine.row = known.data
          WHERE known.bucket = @bucket AND known.start = event.start AND known.duration = event.duration
            AND mine.hash = data.hash AND mine.json = data.json)`)
      .pluck();
    let done = 0;
    return buckets.map(({ id, refusal, lies }) => {
      const bucket = refusal === null ? row.get(id) : undefined;
      if (lies === null) return 0;
      if (bucket === undefined) {
        done += lies.lastPlace - lies.firstPlace + 1;
        return 0;
      }
      let found = 0;
      for (let from = lies.firstPlace; from <= lies.lastPlace; from += SLICE) {
        onEvents(done);
        const to = Math.min(from + SLICE - 1, lies.lastPlace);
        found += known.get({ bucket, from, to }) ?? 0;
        done += to - from + 1;
      }
      return found;
    });
  } finally {
    connection.exec('DETACH prepared');
  }
}
