import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from './index.ts';
import { findSettingsFile } from './settings-file.ts';
import { addPeeweeBucket, addPeeweeEvent, NINE, peeweeDatabase, temporaryFolder, told } from './testing.ts';

function record(options: { datastr?: boolean; name?: string } = {}) {
  const folder = temporaryFolder();
  const file = join(folder, options.name ?? 'peewee-sqlite.v2.db');
  const database = peeweeDatabase(file, options);
  return { folder, file, database, open: () => openSource(file, temporaryFolder()) };
}

describe("aw-server's database", () => {
  it('gives every bucket and event, the last written first', () => {
    const { database, open } = record();
    const window = addPeeweeBucket(database, 'aw-watcher-window_laptop');
    const away = addPeeweeBucket(database, 'aw-watcher-afk_laptop');
    database.prepare('UPDATE bucketmodel SET datastr = ?, name = ? WHERE key = ?').run('{"a": 1}', 'My name', away);
    addPeeweeEvent(database, window, '2026-03-01 09:00:00+00:00', 4.25);
    addPeeweeEvent(database, away, '2026-03-01 09:00:01+00:00', 0, '{"status": "afk"}');
    addPeeweeEvent(database, window, '2026-03-01 09:00:05+00:00', 2);
    const source = open();
    expect(source).toMatchObject({ kind: 'aw-server', total: 3 });
    expect(told(source)).toEqual({
      events: [
        ['aw-watcher-window_laptop', NINE + 5e6, 2e6, '{"app":"Code","title":"x"}'],
        ['aw-watcher-window_laptop', NINE, 4_250_000, '{"app":"Code","title":"x"}'],
        ['aw-watcher-afk_laptop', NINE + 1e6, 0, '{"status":"afk"}'],
      ],
      refused: [],
    });
    const created = Date.UTC(2026, 1, 1, 10) * 1000 + 123_456;
    const spec = { type: 'currentwindow', client: 'aw-watcher-window', hostname: 'laptop', created };
    expect(source.buckets()).toEqual([
      { id: 'aw-watcher-window_laptop', spec: { ...spec, name: null, data: {} }, refusal: null },
      { id: 'aw-watcher-afk_laptop', spec: { ...spec, name: 'My name', data: { a: 1 } }, refusal: null },
    ]);
    source.close();
  });

  it.each([
    ['2026-03-01 09:00:00', 0],
    ['2026-03-01 09:00:00.250000', 250_000],
    ['2026-03-01 09:00:00.123', 123_000],
    ['2026-03-01 09:00:00+00:00', 0],
    ['2026-03-01 09:00:00.000250+00:00', 250],
    ['2026-03-01 10:30:00.500000+01:30', 500_000],
    ['2026-03-01 04:00:00-05:00', 0],
    ['2026-03-01T09:00:00.250000+00:00', 250_000],
    ['2026-03-01T09:00:00Z', 0],
  ])('takes %j for the moment it is', (timestamp, micros) => {
    const { database, open } = record();
    addPeeweeEvent(database, addPeeweeBucket(database, 'b'), timestamp);
    const source = open();
    expect(told(source).events.map(([, start]) => start)).toEqual([NINE + micros]);
    source.close();
  });

  it('takes a length as a number, and as a text of one', () => {
    const { database, open } = record();
    database.exec(
      'ALTER TABLE eventmodel RENAME COLUMN duration TO x; ALTER TABLE eventmodel ADD COLUMN duration TEXT',
    );
    database.exec('ALTER TABLE eventmodel DROP COLUMN x');
    const bucket = addPeeweeBucket(database, 'b');
    for (const length of ['0', '1.50000', '0.00001', '1E+1', '4.123456']) {
      addPeeweeEvent(database, bucket, '2026-03-01 09:00:00', length);
    }
    const source = open();
    const lengths = told(source).events.map(([, , duration]) => duration);
    expect(lengths).toEqual([4_123_456, 10_000_000, 10, 1_500_000, 0]);
    source.close();
  });

  it('refuses rows that are spoilt one by one, with the reason, and gives all others', () => {
    const { database, open } = record();
    const bucket = addPeeweeBucket(database, 'b');
    const nine = '2026-03-01 09:00:00+00:00';
    addPeeweeEvent(database, bucket, 'never');
    addPeeweeEvent(database, bucket, 1_772_355_600);
    addPeeweeEvent(database, bucket, nine, 'long');
    addPeeweeEvent(database, bucket, nine, '');
    addPeeweeEvent(database, bucket, nine, -1);
    addPeeweeEvent(database, bucket, nine, 1, '{"a": NaN}');
    addPeeweeEvent(database, bucket, nine, 1, '{"good": 1}');
    const source = open();
    const { events, refused } = told(source);
    expect(events).toEqual([['b', NINE, 1_000_000, '{"good":1}']]);
    expect(refused.map(([, why]) => why)).toEqual([
      'Its data is not valid JSON.',
      "'duration' must not be negative.",
      "'duration' must be a number of seconds.",
      "'duration' must be a number of seconds.",
      'Its timestamp is not a text.',
      expect.stringMatching(/^'timestamp' is not a time/),
    ]);
    source.close();
  });

  it('of years ago, when buckets had no data, is taken as well', () => {
    const { database, open } = record({ datastr: false });
    addPeeweeBucket(database, 'b');
    database.prepare('UPDATE bucketmodel SET created = ?').run('long ago');
    const source = open();
    expect(source.buckets()).toMatchObject([{ id: 'b', spec: { data: {} }, refusal: null }]);
    expect(source.buckets()[0]?.spec.created).toBeUndefined();
    source.close();
  });
});

describe("aw-server's settings", () => {
  const settings = { classes: [{ name: ['Work'] }], 'not.known': { b: [1], a: null } };

  it('are read from the file beside the database', () => {
    const { folder, open } = record();
    writeFileSync(join(folder, 'settings.json'), `\ufeff${JSON.stringify(settings)}`);
    const source = open();
    expect(source.settings()).toEqual(settings);
    source.close();
  });

  it("of a trial are the trial's own", () => {
    const { folder, open } = record({ name: 'peewee-sqlite-testing.v2.db' });
    writeFileSync(join(folder, 'settings.json'), '{"a":1}');
    writeFileSync(join(folder, 'settings-testing.json'), '{"b":2}');
    const source = open();
    expect(source.settings()).toEqual({ b: 2 });
    source.close();
  });

  it('are found where Linux keeps configuration, for the database in its own place alone', () => {
    const files = new Set(['/home/a/.config/activitywatch/aw-server/settings.json', '/etc/aw/settings.json']);
    const find = (database: string, env = {}) =>
      findSettingsFile(database, { platform: 'linux', env, home: '/home/a' }, (file) => files.has(file));
    const own = '/home/a/.local/share/activitywatch/aw-server/peewee-sqlite.v2.db';
    expect(find(own)).toBe('/home/a/.config/activitywatch/aw-server/settings.json');
    expect(find(own, { XDG_CONFIG_HOME: '/etc' })).toBeNull();
    expect(find('/tmp/aw-server/peewee-sqlite.v2.db')).toBeNull();
    expect(find('/etc/aw/peewee-sqlite.v2.db')).toBe('/etc/aw/settings.json');
  });

  it('that cannot be read are none, and the record is imported without them', () => {
    const { folder, open } = record();
    writeFileSync(join(folder, 'settings.json'), '{');
    const source = open();
    expect(source.settings()).toEqual({});
    source.close();
  });
});
