import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { beat, openTestStore, storeErrorOf, temporaryFolder, WINDOW } from '../testing.ts';
import { migrate, migrations, SCHEMA_VERSION, schemaVersion } from './index.ts';

describe('migrations', () => {
  it('are numbered 1, 2, 3 … by their files and by what they say', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => /^\d{4}-.*(?<!\.test)\.ts$/.test(name));
    expect(files.sort().map((name) => Number(name.slice(0, 4)))).toEqual(migrations.map(({ version }) => version));
    expect(SCHEMA_VERSION).toBe(migrations.length);
  });

  it('bring an empty database to the present schema, and leave it alone afterwards', () => {
    const connection = new Database(':memory:');
    migrate(connection);
    expect(schemaVersion(connection)).toBe(SCHEMA_VERSION);
    const before = connection.prepare('SELECT * FROM sqlite_schema').all();
    migrate(connection);
    expect(connection.prepare('SELECT * FROM sqlite_schema').all()).toEqual(before);
  });

  it('run each once, in order, from the version that is there', () => {
    const connection = new Database(':memory:');
    const steps = ['a', 'b', 'c'].map((name, index) => ({ version: index + 1, sql: `CREATE TABLE ${name} (x)` }));
    migrate(connection, steps.slice(0, 1));
    migrate(connection, steps);
    expect(connection.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['a', 'b', 'c']);
    expect(schemaVersion(connection)).toBe(3);
  });

  it('that fail leave the database as it was after the last that succeeded', () => {
    const connection = new Database(':memory:');
    const steps = [
      { version: 1, sql: 'CREATE TABLE a (x)' },
      { version: 2, sql: 'CREATE TABLE b (x); INSERT INTO nowhere VALUES (1)' },
    ];
    expect(() => migrate(connection, steps)).toThrow('nowhere');
    expect(connection.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['a']);
    expect(schemaVersion(connection)).toBe(1);
  });

  it('with a gap or a wrong order are refused before any of them runs', () => {
    const connection = new Database(':memory:');
    const steps = [
      { version: 1, sql: 'CREATE TABLE a (x)' },
      { version: 3, sql: 'CREATE TABLE c (x)' },
    ];
    expect(() => migrate(connection, steps)).toThrow('Migration 2 calls itself 3');
    expect(connection.prepare('SELECT name FROM sqlite_schema').all()).toEqual([]);
  });
});

describe('a database of a newer schema', () => {
  function newer(pragma: string) {
    const file = join(temporaryFolder(), 'daytrail.db');
    const { store } = openTestStore({ file });
    store.createBucket('a', WINDOW);
    store.heartbeat('a', beat(0), 0);
    store.connection.pragma(pragma);
    return { file, store };
  }

  it('is refused as `newer-schema` and stays the same, byte for byte', () => {
    const { file, store } = newer(`user_version = ${SCHEMA_VERSION + 1}`);
    store.close();
    const before = readFileSync(file);
    const { kind, message } = storeErrorOf(() => openTestStore({ file }));
    expect(kind).toBe('newer-schema');
    expect(message).toContain(file);
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(join(file, '..')).sort()).toEqual(['daytrail.db', 'daytrail.db.lock']);
    expect(storeErrorOf(() => openTestStore({ file })).kind).toBe('newer-schema');
  });

  it('is refused and untouched also where the newer program ended without closing it', () => {
    const { file, store } = newer(`user_version = ${SCHEMA_VERSION}`);
    store.forceCommit();
    store.connection.pragma(`user_version = ${SCHEMA_VERSION + 7}`);
    const copy = join(temporaryFolder(), 'daytrail.db');
    for (const suffix of ['', '-wal']) copyFileSync(`${file}${suffix}`, `${copy}${suffix}`);
    const bytes = () => ['', '-wal'].map((suffix) => readFileSync(`${copy}${suffix}`).toString('base64'));
    const before = bytes();
    expect(storeErrorOf(() => openTestStore({ file: copy })).kind).toBe('newer-schema');
    expect(bytes()).toEqual(before);
  });
});
