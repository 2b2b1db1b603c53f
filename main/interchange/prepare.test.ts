import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { prepare } from './prepare.ts';
import { addRustBucket, addRustEvent, NINE, NINE_NS, rustDatabase, temporaryFolder } from './sources/testing.ts';

const S = 1_000_000_000n;

/** What is prepared of these files, with the events of each bucket, oldest first. */
function prepared(sources: readonly string[], hosts: readonly { from: string; to: string }[] = []) {
  const file = join(temporaryFolder(), 'prepared.db');
  const result = prepare({ sources, file, hosts, joined: [], record: [], onEvents: () => undefined });
  const connection = new Database(file, { readonly: true });
  const select = connection
    .prepare<[number], readonly [number, string]>(
      'SELECT start, json FROM placed JOIN data ON data.row = placed.data WHERE bucket = ? ORDER BY place',
    )
    .raw();
  const events = Object.fromEntries(result.buckets.map(({ id, index }) => [id, select.all(index)]));
  connection.close();
  return { ...result, events };
}

/** A record of a computer that was called `old` and then `new`. */
function twoNames(): string {
  const file = join(temporaryFolder(), 'sqlite.db');
  const database = rustDatabase(file);
  const [old = 0, now = 0] = ['old', 'new'].map((host) => addRustBucket(database, `aw-watcher-window_${host}`, host));
  addRustEvent(database, old, [NINE_NS, NINE_NS], '{"n":1}');
  addRustEvent(database, old, [NINE_NS + S, NINE_NS + S], '{"n":2}');
  addRustEvent(database, now, [NINE_NS + S, NINE_NS + S], '{"n":2}');
  addRustEvent(database, now, [NINE_NS + 2n * S, NINE_NS + 2n * S], '{"n":3}');
  addRustEvent(database, old, [NINE_NS, NINE_NS], 'spoilt');
  addRustEvent(database, now, [NINE_NS, NINE_NS], 'spoilt');
  database.close();
  return file;
}

function oneBucket(id: string): string {
  const file = join(temporaryFolder(), 'sqlite.db');
  const database = rustDatabase(file);
  addRustEvent(database, addRustBucket(database, id, 'old'), [NINE_NS, NINE_NS], '{"n":1}');
  database.close();
  return file;
}

describe('Preparing an import', () => {
  it('keeps the buckets of two hosts apart unless told that they are one', () => {
    expect(prepared([twoNames()]).buckets.map(({ id, fit }) => [id, fit])).toEqual([
      ['aw-watcher-window_old', 2],
      ['aw-watcher-window_new', 2],
    ]);
  });

  it('puts what a host recorded under two names into one bucket, without doubles', () => {
    const { buckets, events, places } = prepared([twoNames()], [{ from: 'old', to: 'new' }]);
    expect(events).toEqual({
      'aw-watcher-window_new': [
        [NINE, '{"n":1}'],
        [NINE + 1e6, '{"n":2}'],
        [NINE + 2e6, '{"n":3}'],
      ],
    });
    expect(places).toBe(3);
    expect(buckets).toMatchObject([
      {
        id: 'aw-watcher-window_new',
        spec: { hostname: 'new' },
        fit: 4,
        refused: 2,
        problems: ['Event 2: Its data is not valid JSON.', 'Event 3: Its data is not valid JSON.'],
        lies: { start: NINE, end: NINE + 2e6 },
      },
    ]);
  });

  it('goes by what is known of hosts where nothing else is said, and says as what each was taken', () => {
    const record = [{ id: 'w_new', type: 'currentwindow', client: 'aw-watcher-window', hostname: 'new' }];
    const joined = [
      { from: 'old', to: 'new' },
      { from: 'elsewhere', to: 'new' },
    ];
    const taken = (hosts: readonly { from: string; to: string }[]) => {
      const file = join(temporaryFolder(), 'prepared.db');
      const { buckets, hosts: found } = prepare({
        sources: [oneBucket('w_old')],
        file,
        hosts,
        joined,
        record,
        onEvents: () => undefined,
      });
      return { ids: buckets.map(({ id }) => id), found };
    };
    expect(taken([])).toEqual({ ids: ['w_new'], found: [{ from: 'old', to: 'new' }] });
    expect(taken([{ from: 'old', to: 'old' }])).toEqual({ ids: ['w_old'], found: [{ from: 'old', to: 'old' }] });
    expect(taken([{ from: 'old', to: 'third' }]).ids).toEqual(['w_third']);
  });

  it('puts a bucket where joining in the record would have put it', () => {
    const hosts = [{ from: 'old', to: 'new' }];
    const put = (id: string, more: object = {}) =>
      prepare({
        sources: [oneBucket('w_old')],
        file: join(temporaryFolder(), 'prepared.db'),
        hosts,
        joined: [],
        record: [{ id, type: 'currentwindow', client: 'aw-watcher-window', hostname: 'new', ...more }],
        onEvents: () => undefined,
      }).buckets.map((bucket) => bucket.id);
    expect(put('w')).toEqual(['w']);
    expect(put('w_old', { client: 'awatcher' })).toEqual(['w_old']);
    expect(put('w_new', { type: 'another' })).toEqual(['w_old']);
    // What has the same id is the same bucket, as ever.
    expect(put('w_new', { client: 'awatcher' })).toEqual(['w_new']);
  });

  it('fails where a host that was renamed is not in the file, and names those that are', () => {
    expect(() => prepared([twoNames()], [{ from: 'odl', to: 'new' }])).toThrow(
      'Nothing in the file was recorded on the host odl. Its hosts are: new, old.',
    );
  });

  it('takes the same bucket in two files for one, and what one of them says of it where the other cannot be used', () => {
    const folder = temporaryFolder();
    const file = (name: string, type: unknown, n: number) => {
      const path = join(folder, name);
      const event = { timestamp: `2026-03-01T09:00:0${n}Z`, data: { n } };
      writeFileSync(path, JSON.stringify({ buckets: { b: { type, events: [event] } } }));
      return path;
    };
    const { buckets, events } = prepared([file('a.json', 5, 0), file('b.json', 'good', 1)]);
    expect(buckets).toMatchObject([{ id: 'b', spec: { type: 'good' }, refusal: null, fit: 2 }]);
    expect(events).toEqual({
      b: [
        [NINE, '{"n":0}'],
        [NINE + 1e6, '{"n":1}'],
      ],
    });
  });
});
