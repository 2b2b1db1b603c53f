import { expect, it } from 'vitest';
import { bytes } from './bytes.ts';

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [98_304_112, '98 MB'],
  [2_400_000_000, '2.4 GB'],
])('%d bytes read as %s', (count, text) => {
  expect(bytes(count, 'en-GB').replace(/\u00a0/g, ' ')).toBe(text);
});
