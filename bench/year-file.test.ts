import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { YEAR, year } from './year.ts';
import { writeYear } from './year-file.ts';

describe('the file of the benchmark year', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'daytrail-year-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('holds every event, is closed, and stores each distinct data once', () => {
    const options = { ...YEAR, days: 9 };
    const events = [...year(options)].flatMap((batch) => batch.events);
    const file = join(folder, 'year.db');
    writeYear(file, options);
    expect(readdirSync(folder)).not.toContain('year.db-wal');
    const database = new Database(file, { readonly: true });
    try {
      const count = database.prepare('SELECT count(*) AS events, count(DISTINCT bucket) AS buckets FROM events').get();
      expect(count).toEqual({ events: events.length, buckets: 6 });
      const data = database.prepare('SELECT count(*) AS count FROM data').get();
      expect(data).toEqual({ count: new Set(events.map((event) => JSON.stringify(event.data))).size });
    } finally {
      database.close();
    }
  });
});
