import { expect, it } from 'vitest';
import { readVersion } from './version.ts';

it('the version is that of package.json', () => {
  expect(readVersion()).toMatch(/^\d+\.\d+\.\d+/);
});
