import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { DistinctData, hashOf } from './data.ts';
import { migrate } from './migrations/index.ts';

function fresh() {
  const connection = new Database(':memory:');
  migrate(connection);
  connection.exec("INSERT INTO buckets VALUES (1, 'a', NULL, '', '', '', 0, '{}')");
  const rows = () => connection.prepare('SELECT row, json FROM data ORDER BY row').raw().all();
  return { connection, data: new DistinctData(connection), rows };
}

/** Two texts of one hash. */
const COLLIDING = ['{"title":"guqiu3"}', '{"title":"19eukns"}'] as const;

describe('distinct data', () => {
  it('has a hash that never changes, for it lies in the file', () => {
    expect([hashOf(''), hashOf('{}'), hashOf('{"title":"Zürich 😀"}')]).toEqual([
      -2_128_831_035, 1_415_952_421, 791_999_676,
    ]);
  });

  it('is found again, in the same store and in the next', () => {
    const { connection, data, rows } = fresh();
    const row = data.rowOf('{"a":1}');
    expect(data.rowOf('{"a":1}')).toBe(row);
    data.forget();
    expect(data.rowOf('{"a":1}')).toBe(row);
    expect(new DistinctData(connection).rowOf('{"a":1}')).toBe(row);
    expect(rows()).toEqual([[row, '{"a":1}']]);
  });

  it('is told from other data of the same hash', () => {
    const { data, rows } = fresh();
    const [first, second] = COLLIDING;
    expect(hashOf(first)).toBe(hashOf(second));
    expect(data.rowOf(first)).not.toBe(data.rowOf(second));
    data.forget();
    expect(data.rowOf(second)).toBe(2);
    expect(rows()).toEqual([
      [1, first],
      [2, second],
    ]);
  });

  it('stays known through more of it than is remembered', () => {
    const { data, rows } = fresh();
    for (let round = 0; round < 2; round += 1) {
      for (let number = 0; number < 5000; number += 1) data.rowOf(`{"n":${number}}`);
    }
    expect(rows()).toHaveLength(5000);
  });

  it('goes with the last event that refers to it, and its row is not used again', () => {
    const { connection, data, rows } = fresh();
    const row = data.rowOf('{}');
    connection.prepare('INSERT INTO events VALUES (1, 1, 0, 0, ?), (2, 1, 0, 0, ?)').run(row, row);
    connection.exec('DELETE FROM events WHERE id = 1');
    data.release(row);
    expect(rows()).toHaveLength(1);
    connection.exec('DELETE FROM events WHERE id = 2');
    data.release(row);
    expect(rows()).toEqual([]);
    expect(data.rowOf('{}')).toBe(row + 1);
  });
});
