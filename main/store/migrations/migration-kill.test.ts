/** Processes that are really killed in the middle of a migration: the next start does what is missing, once. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { openWriter } from '../connection.ts';
import { runUntilKilled } from '../test-killer.ts';
import { temporaryFolder } from '../testing.ts';
import { migrate, schemaVersion } from './index.ts';

const module = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href);

/** Each is more than a page, and cannot be done twice. */
const STEPS = [
  { version: 1, sql: 'CREATE TABLE a (x INTEGER, text TEXT)' },
  {
    version: 2,
    sql: `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO a SELECT i, 'row ' || i FROM n; CREATE INDEX a_by_text ON a (text)`,
  },
  { version: 3, sql: 'CREATE TABLE b AS SELECT x + 1 AS x, text FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a' },
];

/** Ends itself when a step has done all its work but its commit. */
const PROGRAM = `
  import { writeFileSync } from 'node:fs';
  const { openWriter } = await import(${module('../connection.ts')});
  const { migrate } = await import(${module('./index.ts')});
  const { connection } = openWriter(process.env.RECORD);
  const pragma = connection.pragma.bind(connection);
  connection.pragma = (text, ...rest) => {
    const result = pragma(text, ...rest);
    if (/^user_version =/.test(text)) writeFileSync(process.env.RECORD + text.replaceAll(' ', ''), '');
    return result;
  };
  migrate(connection, ${JSON.stringify(STEPS)});
  console.log('done');
  setInterval(() => undefined, 1000);`;

it.each([1, 2, 3])('A process that is killed in the middle of step %i leaves the steps before it', async (step) => {
  const file = join(temporaryFolder(), 'daytrail.db');
  await runUntilKilled(PROGRAM, `after writeFileSync user_version=${step}$`, { RECORD: file });
  const { connection } = openWriter(file);
  expect(schemaVersion(connection)).toBe(step - 1);
  migrate(connection, STEPS);
  expect(schemaVersion(connection)).toBe(3);
  expect(connection.prepare('SELECT count(*) AS rows, sum(x) AS sum FROM a').get()).toEqual({
    rows: 2000,
    sum: 2_003_000,
  });
  expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
  connection.close();
});
