/** What ActivityWatch leaves behind, made as its servers make it: an export, and the record of aw-server-rust. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { clock } from './clock.ts';

const MINUTE_MS = 60_000;

export interface OldDay {
  readonly host: string;
  /** In the window bucket, a minute each, from 09:00 some days ago. */
  readonly events: number;
  readonly daysAgo?: number;
}

const app = (i: number) => ({ app: i % 2 === 0 ? 'Code' : 'Terminal', title: `file ${i % 50}.ts` });
const startOf = ({ daysAgo = 30 }: OldDay) => clock('09:00', -daysAgo);

const bucket = (id: string, type: string, client: string, hostname: string, events: readonly unknown[]) => ({
  id,
  type,
  client,
  hostname,
  created: '2021-03-01T08:00:00Z',
  events,
});

/** An export of all buckets: windows, with two events that nobody can store, and one of away. Gives its path. */
export function writeExport(folder: string, day: OldDay): string {
  const { host, events } = day;
  const start = startOf(day);
  const at = (i: number) => new Date(start + i * MINUTE_MS).toISOString();
  const windows = Array.from({ length: events }, (_, i) => ({ timestamp: at(i), duration: 60, data: app(i) }));
  const broken = [
    { timestamp: 'yesterday', duration: 1, data: {} },
    { timestamp: at(0), duration: -1, data: {} },
  ];
  const away = [{ timestamp: at(0), duration: events * 60, data: { status: 'not-afk' } }];
  const buckets = [
    bucket(`aw-watcher-window_${host}`, 'currentwindow', 'aw-watcher-window', host, [...windows, ...broken]),
    bucket(`aw-watcher-afk_${host}`, 'afkstatus', 'aw-watcher-afk', host, away),
  ];
  const file = path.join(folder, 'aw-buckets-export.json');
  writeFileSync(file, JSON.stringify({ buckets: Object.fromEntries(buckets.map((each) => [each.id, each])) }));
  return file;
}

/** The record of an aw-server-rust, where it keeps it below `dataHome`, with a setting. Gives its path. */
export function writeRustRecord(dataHome: string, day: OldDay): string {
  const folder = process.platform === 'darwin' ? path.join(dataHome, 'Library/Application Support') : dataHome;
  const file = path.join(folder, 'activitywatch/aw-server-rust/sqlite.db');
  mkdirSync(path.dirname(file), { recursive: true });
  const database = new Database(file);
  try {
    database.exec(`
      CREATE TABLE buckets (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE NOT NULL, type TEXT NOT NULL,
        client TEXT NOT NULL, hostname TEXT NOT NULL, created TEXT NOT NULL, data_deprecated TEXT DEFAULT '{}',
        data TEXT NOT NULL DEFAULT '{}');
      CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, bucketrow INTEGER NOT NULL REFERENCES buckets(id),
        starttime INTEGER NOT NULL, endtime INTEGER NOT NULL, data TEXT NOT NULL);
      CREATE TABLE key_value (key TEXT PRIMARY KEY, value TEXT, last_modified NUMBER NOT NULL);
      PRAGMA user_version = 5;`);
    const { host, events } = day;
    const addBucket = database.prepare(
      'INSERT INTO buckets (name, type, client, hostname, created) VALUES (?, ?, ?, ?, ?)',
    );
    addBucket.run(`aw-watcher-window_${host}`, 'currentwindow', 'aw-watcher-window', host, '2021-03-01T08:00:00+00:00');
    const addEvent = database.prepare('INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (1, ?, ?, ?)');
    database.transaction(() => {
      for (let i = 0; i < events; i += 1) {
        const start = BigInt(startOf(day) + i * MINUTE_MS) * 1_000_000n;
        addEvent.run(start, start + 60_000_000_000n, JSON.stringify(app(i)));
      }
    })();
    database.prepare("INSERT INTO key_value VALUES ('settings.startOfWeek', '\"Monday\"', 1700000000)").run();
  } finally {
    database.close();
  }
  return file;
}
