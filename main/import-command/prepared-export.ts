/**
 * A prepared import as ActivityWatch's export, which is what a running Daytrail takes in: the same events, already checked,
 * whatever they were read from.
 */
import Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import type { PreparedBucket, PreparedImport } from '../interchange/prepared.ts';
import { formatTimestamp, secondsText } from '../query/wire.ts';

const PIECE_BYTES = 256 * 1024;

type Row = readonly [start: Micros, duration: Micros, data: string];

/** Newest first. Buckets that were refused are left out. `onEvents` is told how many have been given. */
export function* preparedExport(prepared: PreparedImport, onEvents: (done: number) => void): Generator<Buffer> {
  const connection = new Database(prepared.file, { readonly: true });
  try {
    const events = connection
      .prepare<[number, number], Row>(
        `SELECT placed.start, placed.duration, data.json FROM placed JOIN data ON data.row = placed.data
         WHERE placed.place BETWEEN ? AND ? ORDER BY placed.place DESC`,
      )
      .raw();
    let done = 0;
    let text = '{"buckets":{';
    let before = '';
    for (const bucket of prepared.buckets) {
      if (bucket.refusal !== null) continue;
      text += `${before}${head(bucket)}`;
      before = ',';
      let comma = '';
      for (const [start, duration, data] of bucket.lies === null
        ? []
        : events.iterate(bucket.lies.firstPlace, bucket.lies.lastPlace)) {
        text += `${comma}{"timestamp":"${formatTimestamp(start)}","duration":${secondsText(duration)},"data":${data}}`;
        comma = ',';
        done++;
        if (text.length < PIECE_BYTES) continue;
        yield Buffer.from(text);
        text = '';
        onEvents(done);
      }
      text += ']}';
    }
    yield Buffer.from(`${text}}}`);
    onEvents(done);
  } finally {
    connection.close();
  }
}

function head({ id, spec }: PreparedBucket): string {
  const { type, client, hostname, name, data, created } = spec;
  const about = {
    id,
    type,
    client,
    hostname,
    name,
    data,
    ...(created === undefined ? {} : { created: formatTimestamp(created) }),
  };
  return `${JSON.stringify(id)}:${JSON.stringify(about).slice(0, -1)},"events":[`;
}
