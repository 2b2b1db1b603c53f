import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { LONG_EVENT, sql, version } from './0001-initial.ts';

function fresh(): Database.Database {
  const connection = new Database(':memory:');
  connection.pragma('foreign_keys = ON');
  connection.exec(sql);
  connection.exec(`
    INSERT INTO buckets VALUES (1, 'a', NULL, 't', 'c', 'h', 0, '{}');
    INSERT INTO data VALUES (1, 0, '{}');
    INSERT INTO events VALUES (1, 1, 10, 5, 1);`);
  return connection;
}

const plan = (connection: Database.Database, query: string) =>
  connection
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${query}`)
    .all()
    .map(({ detail }) => detail)
    .join('\n');

describe('schema 1', () => {
  it('is the first', () => {
    expect(version).toBe(1);
  });

  it.each([
    ['an event of a bucket that is not there', 'INSERT INTO events VALUES (2, 9, 0, 0, 1)', 'FOREIGN KEY'],
    ['an event of data that is not there', 'INSERT INTO events VALUES (2, 1, 0, 0, 9)', 'FOREIGN KEY'],
    ['an event that ends before it starts', 'INSERT INTO events VALUES (2, 1, 0, -1, 1)', 'CHECK'],
    ['a time that is no whole number', 'INSERT INTO events VALUES (2, 1, 0.5, 0, 1)', 'REAL'],
    ['two buckets of one id', "INSERT INTO buckets VALUES (2, 'a', NULL, 't', 'c', 'h', 0, '{}')", 'UNIQUE'],
    ['data that events refer to being deleted', 'DELETE FROM data', 'FOREIGN KEY'],
    ['a bucket with events being deleted', 'DELETE FROM buckets', 'FOREIGN KEY'],
  ])('does not allow %s', (_, statement, message) => {
    expect(() => fresh().exec(statement)).toThrow(message);
  });

  it('gives no event id and no bucket row twice', () => {
    const connection = fresh();
    connection.exec('DELETE FROM events; DELETE FROM buckets');
    connection.exec(
      "INSERT INTO buckets (id, type, client, hostname, created, data) VALUES ('b', '', '', '', 0, '{}')",
    );
    connection.exec('INSERT INTO events (bucket, start, duration, data) VALUES (2, 0, 0, 1)');
    expect(connection.prepare('SELECT id, bucket FROM events').get()).toEqual({ id: 2, bucket: 2 });
  });

  it('reads a range, and the long events that reach into it, from the indexes alone', () => {
    const connection = fresh();
    const columns = 'SELECT id, start, duration, data FROM events WHERE bucket = 1';
    expect(plan(connection, `${columns} AND start BETWEEN 5 AND 20 ORDER BY start DESC`)).toMatch(
      /^SEARCH events USING COVERING INDEX events_by_start \(bucket=\? AND start>\? AND start<\?\)$/,
    );
    expect(plan(connection, `${columns} AND duration > ${LONG_EVENT} AND start < 5`)).toContain(
      'COVERING INDEX events_',
    );
    expect(plan(connection, 'SELECT 1 FROM events WHERE data = 1')).toContain('INDEX events_by_data');
    expect(plan(connection, 'SELECT json FROM data WHERE hash = 1')).toContain('INDEX data_by_hash');
  });
});
