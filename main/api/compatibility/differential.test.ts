/** Daytrail's column of the tables, over real sockets, and that docs/activitywatch.md explains every difference. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startApi } from '../testing.ts';
import { exchange } from './exchange.ts';
import { answersOf } from './row.ts';
import { ROWS } from './rows/index.ts';

const PAGE = new URL('../../../docs/activitywatch.md', import.meta.url);

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

describe('The tables of compatibility', () => {
  it('hold for Daytrail, row by row', async () => {
    const { port } = await startApi();
    for (const [index, row] of ROWS.entries()) {
      const answer = await exchange(`http://127.0.0.1:${port}`, `row-${index}-`, row.asks, row.see);
      expect({ row: row.about, answer }).toEqual({ row: row.about, answer: answersOf(row).ours });
    }
  }, 60_000);

  it('name a difference wherever Daytrail answers otherwise than one of both servers, and nowhere else', () => {
    for (const row of ROWS) {
      const { rust, python, ours, differs } = answersOf(row);
      const isDifferent = (rust !== null && !isSame(rust, ours)) || !isSame(python, ours);
      expect({ row: row.about, named: differs.length > 0 }).toEqual({ row: row.about, named: isDifferent });
    }
  });

  it('say each thing once', () => {
    const names = ROWS.map(({ about }) => about);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });

  it('name the differences that docs/activitywatch.md explains, and all of them', () => {
    const explained = [...readFileSync(PAGE, 'utf8').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id = '']) => id);
    const named = new Set(ROWS.flatMap((row) => answersOf(row).differs));
    expect(explained.sort()).toEqual([...named].sort());
  });
});
