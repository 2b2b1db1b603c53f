import { describe, expect, it } from 'vitest';
import { type BackupWishes, isDue, triedAgainAt } from './backup-times.ts';

const MINUTE = 60_000_000;
const HOUR = 60 * MINUTE;
const NOW = 20_000 * 24 * HOUR;

describe('A backup is due', () => {
  it.each<[string, Partial<BackupWishes>, boolean]>([
    ['where there is none', { newest: null }, true],
    ['after a start, when the newest is twenty hours old', { newest: NOW - 20 * HOUR, isFirstLook: true }, true],
    ['not after a start an hour later', { newest: NOW - HOUR, isFirstLook: true }, false],
    ['not on the same day as the one before, while Daytrail goes on running', { newest: NOW - 23 * HOUR }, false],
    ['a day after the one before', { newest: NOW - 24 * HOUR }, true],
    ['where the newest is dated later than now', { newest: NOW + HOUR }, true],
    ['not at once after one failed, though there is none', { failed: { at: NOW - 4 * MINUTE, times: 1 } }, false],
    ['soon after one failed', { failed: { at: NOW - 5 * MINUTE, times: 1 } }, true],
    ['not so soon after several failed', { failed: { at: NOW - 2 * HOUR, times: 9 } }, false],
    ['some hours after several failed', { failed: { at: NOW - 4 * HOUR, times: 9 } }, true],
    ['after one that failed when the clock was wrong', { failed: { at: NOW + HOUR, times: 1 } }, true],
  ])('%s', (_, wishes, due) => {
    expect(isDue({ newest: null, failed: null, isFirstLook: false, ...wishes }, NOW)).toBe(due);
  });

  it('again after pauses that grow, up to some hours', () => {
    const pauses = [1, 2, 3, 4, 5, 50].map((times) => triedAgainAt({ at: 0, times }) / MINUTE);
    expect(pauses).toEqual([5, 15, 60, 240, 240, 240]);
  });
});
