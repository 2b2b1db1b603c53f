import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { PREPARED_SQL } from './prepared.ts';
import { PreparedData } from './prepared-data.ts';

it.each([
  ['fits into memory', 1000],
  ['does not fit into memory', 20],
  ['does not fit at all', 0],
])('Each distinct data has one row, where all of it %s', (_, budget) => {
  const connection = new Database(':memory:');
  onTestFinished(() => void connection.close());
  connection.exec(PREPARED_SQL);
  const data = new PreparedData(connection, budget);
  const texts = ['{"a":1}', '{"b":2}', '{"a":1}', '{"c":3}', '{"b":2}', '{"d":4}', '{"a":1}', '{"d":4}'];
  const rows = texts.map((text) => data.rowOf(text));
  const stored = connection.prepare<[], { row: number; json: string }>('SELECT row, json FROM data ORDER BY row').all();
  expect(stored.map(({ json }) => json)).toEqual([...new Set(texts)]);
  expect(rows.map((row) => stored.find((each) => each.row === row)?.json)).toEqual(texts);
});
