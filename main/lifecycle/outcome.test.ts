import { describe, expect, it } from 'vitest';
import { describeLoss, exitCode } from './outcome.ts';
import type { ShutdownOutcome } from './shutdown.ts';

const clean: ShutdownOutcome = { result: 'clean', cause: 'signal', failed: [], outstanding: [], durationMs: 1 };

describe('how a shutdown went', () => {
  it.each<[string, Partial<ShutdownOutcome>, string | null, number]>([
    ['clean', {}, null, 0],
    ['a window that hung', { result: 'deadline', outstanding: ['window server'] }, null, 0],
    ['a watcher that failed', { result: 'failed', failed: [{ name: 'watcher', message: 'x' }] }, null, 0],
    ['changes lost', { result: 'failed', failed: [{ name: 'store', message: '2 changes lost' }] }, '2 changes lost', 1],
    [
      'a store that hung',
      { result: 'deadline', outstanding: ['store'] },
      expect.stringContaining('not close in time'),
      1,
    ],
    ['an uncaught error', { cause: 'fatal' }, null, 1],
  ])('%s', (_, outcome, loss, code) => {
    expect(describeLoss({ ...clean, ...outcome })).toEqual(loss);
    expect(exitCode({ ...clean, ...outcome })).toBe(code);
  });
});
