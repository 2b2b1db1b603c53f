import { expect, it } from 'vitest';
import { pagesOf } from './event-pages.ts';
import { PAGE_SIZE } from './queries.ts';

it.each([
  [0, 20, 1000, [0]],
  [PAGE_SIZE - 1, PAGE_SIZE, 1000, [0, 1]],
  [PAGE_SIZE * 2, PAGE_SIZE * 4, PAGE_SIZE * 3, [2]],
  [-5, 3, 10, [0]],
  [0, 20, 0, []],
  [0, -1, 10, []],
])('rows %d to %d of %d are read with pages %j', (first, last, total, pages) => {
  expect(pagesOf(first, last, total)).toEqual(pages);
});
