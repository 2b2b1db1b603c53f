/**
 * Tests in Berlin. In 2026 the clock there goes from 02:00 to 03:00 on Sunday, 29 March, and from 03:00 back to 02:00 on
 * Sunday, 25 October.
 */
import { afterAll, beforeAll } from 'vitest';

/** For all tests of a file. */
export function inBerlin(): void {
  const before = process.env.TZ;
  beforeAll(() => {
    process.env.TZ = 'Europe/Berlin';
  });
  afterAll(() => {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
}

/** µs of a moment as ISO 8601 has it. */
export const at = (text: string): number => Date.parse(text) * 1000;
