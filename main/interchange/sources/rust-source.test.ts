import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from './index.ts';
import {
  addRustBucket,
  addRustEvent,
  NINE,
  NINE_NS,
  RUST_VERSIONS,
  rustDatabase,
  temporaryFolder,
  told,
} from './testing.ts';

const S = 1_000_000_000n;
const at = (seconds: bigint, length = 0n): [bigint, bigint] => [
  NINE_NS + seconds * S,
  NINE_NS + (seconds + length) * S,
];

function record(version: number) {
  const folder = temporaryFolder();
  const file = join(folder, 'sqlite.db');
  const database = rustDatabase(file, version);
  return { file, database, open: () => openSource(file, temporaryFolder()) };
}

describe("aw-server-rust's database", () => {
  it.each(RUST_VERSIONS)(
    'in version %i gives every bucket and event, newest first, with ids left behind',
    (version) => {
      const { database, open } = record(version);
      const window = addRustBucket(database, 'aw-watcher-window_laptop');
      const away = addRustBucket(database, 'aw-watcher-afk_laptop');
      addRustBucket(database, 'empty');
      addRustEvent(database, window, at(0n, 4n), '{"title":"x","app":"Code"}');
      addRustEvent(database, away, at(1n), '{"status":"afk"}');
      addRustEvent(database, window, at(5n, 2n));
      const source = open();
      expect(source).toMatchObject({ kind: 'aw-server-rust', total: 3 });
      expect(told(source).events).toEqual([
        ['aw-watcher-window_laptop', NINE + 5e6, 2e6, '{"app":"Code","title":"x"}'],
        ['aw-watcher-window_laptop', NINE, 4e6, '{"app":"Code","title":"x"}'],
        ['aw-watcher-afk_laptop', NINE + 1e6, 0, '{"status":"afk"}'],
      ]);
      const created = Date.UTC(2026, 1, 1, 10) * 1000 + 123_456;
      const spec = {
        type: 'currentwindow',
        client: 'aw-watcher-window',
        hostname: 'laptop',
        name: null,
        data: {},
        created,
      };
      expect(source.buckets()).toEqual([
        { id: 'aw-watcher-window_laptop', spec, refusal: null },
        { id: 'aw-watcher-afk_laptop', spec, refusal: null },
        { id: 'empty', spec, refusal: null },
      ]);
      source.close();
    },
  );

  it('cuts the nanoseconds of a start and rounds those of a length, as its export read by Daytrail does', () => {
    const { database, open } = record(6);
    const bucket = addRustBucket(database, 'b');
    addRustEvent(database, bucket, [NINE_NS + 1999n, NINE_NS + 1999n + 2_600n + S]);
    addRustEvent(database, bucket, [-1n, 999n]);
    const source = open();
    expect(told(source).events.map(([, start, duration]) => [start, duration])).toEqual([
      [NINE + 1, 1_000_003],
      [-1, 1],
    ]);
    source.close();
  });

  it('gives the data of a bucket from whichever column has it', () => {
    const { database, open } = record(6);
    addRustBucket(database, 'right');
    addRustBucket(database, 'deprecated');
    addRustBucket(database, 'both');
    addRustBucket(database, 'spoilt');
    const set = database.prepare('UPDATE buckets SET data = ?, data_deprecated = ? WHERE name = ?');
    set.run('{"a":1}', null, 'right');
    set.run('{}', '{"b":2}', 'deprecated');
    set.run('{"c":3}', '{"d":4}', 'both');
    set.run('no JSON', '[]', 'spoilt');
    const source = open();
    expect(source.buckets().map(({ spec }) => spec.data)).toEqual([{ a: 1 }, { b: 2 }, { c: 3 }, {}]);
    source.close();
  });

  it('of version 2 has data in a column that may be empty', () => {
    const { database, open } = record(2);
    addRustBucket(database, 'a');
    addRustBucket(database, 'b');
    database.exec(
      "UPDATE buckets SET data = NULL WHERE name = 'a'; UPDATE buckets SET data = '{\"k\":1}' WHERE name = 'b'",
    );
    const source = open();
    expect(source.buckets().map(({ spec }) => spec.data)).toEqual([{}, { k: 1 }]);
    source.close();
  });

  it('refuses rows that are spoilt one by one, with the reason, and gives all others', () => {
    const { database, open } = record(6);
    const bucket = addRustBucket(database, 'b');
    const [start, end] = at(0n);
    addRustEvent(database, bucket, ['never', end]);
    addRustEvent(database, bucket, [start, 1.5]);
    addRustEvent(database, bucket, [end, end - S]);
    addRustEvent(database, bucket, [start, end], 'no JSON');
    addRustEvent(database, bucket, [start, end], '[]');
    addRustEvent(database, bucket, [start, end], Buffer.from('{}'));
    addRustEvent(database, bucket, [start, end], '{"__proto__":1}');
    addRustEvent(database, bucket, [9_223_372_036_854_775_807n, 9_223_372_036_854_775_807n]);
    addRustEvent(database, bucket, [start, end], '{"good":1}');
    database.pragma('foreign_keys = OFF');
    addRustEvent(database, 99, [start, end], '{"of":"a bucket that was deleted"}');
    const source = open();
    const { events, refused } = told(source);
    expect(events).toEqual([['b', NINE, 0, '{"good":1}']]);
    expect(refused.map(([, why]) => why).sort()).toEqual([
      'An event ends before it starts.',
      'Its data is not a text of JSON.',
      'Its data is not valid JSON.',
      'Its start or end is not a time.',
      'Its start or end is not a time.',
      'The data is not a JSON object.',
      "The key '__proto__' is not accepted.",
      expect.stringMatching(/^The start of an event is not a moment/),
    ]);
    source.close();
  });

  it('gives its settings as they are, unknown ones, too, and nothing else of that table', () => {
    const { database, open } = record(4);
    const set = database.prepare('INSERT INTO key_value VALUES (?, ?, 0)');
    const classes = [{ name: ['Work'], rule: { type: 'regex', regex: 'a' } }];
    set.run('settings.classes', JSON.stringify(classes));
    set.run('settings.startOfDay', '"04:00"');
    set.run('settings.someone.elses', '{"b":1,"a":null}');
    set.run('settings.spoilt', '{');
    set.run('settings.empty', null);
    set.run('settings.__proto__', '{"a":1}');
    set.run('settings.deep', '{"__proto__":{"a":1}}');
    set.run(`settings.${'x'.repeat(128)}`, '1');
    set.run('other', '1');
    const source = open();
    expect(source.settings()).toEqual({ classes, startOfDay: '04:00', 'someone.elses': { b: 1, a: null } });
    source.close();
  });

  it('has no settings before version 4', () => {
    const source = record(3).open();
    expect(source.settings()).toEqual({});
    source.close();
  });

  it('of a newer version is refused by its name, with what to do instead', () => {
    const { file, database, open } = record(6);
    database.pragma('user_version = 7');
    expect(open).toThrow(`${file} was written by a newer aw-server-rust (version 7`);
    expect(open).toThrow(/Export all buckets as JSON/);
  });

  it('stops where the one who listens does not want more', () => {
    const { database, open } = record(6);
    const bucket = addRustBucket(database, 'b');
    for (let second = 0n; second < 3n; second++) addRustEvent(database, bucket, at(second));
    const source = open();
    let heard = 0;
    const stop = () => {
      heard++;
      throw new Error('enough');
    };
    expect(() => source.read({ event: stop, refused: stop })).toThrow('enough');
    expect(heard).toBe(1);
    source.close();
  });
});
