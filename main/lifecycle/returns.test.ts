import { describe, expect, it } from 'vitest';
import type { Source } from '../../preload/contract/schemas.ts';
import { Returns } from './returns.ts';

const MINUTE = 60_000_000;
const TEN = Date.UTC(2026, 10, 18, 10) * 1000;
const BUCKET = 'aw-watcher-afk_desk';

const is = (label: string, since: number): Source => ({
  bucket: BUCKET,
  type: 'afkstatus',
  label,
  since: TEN + since * MINUTE,
  lastSeen: 0,
});

/** What is asked about when presence was told so, one after the other, each as it began. In minutes after ten. */
function asked(...told: readonly (readonly [label: string, since: number])[]) {
  const returns = new Returns();
  return told.flatMap(([label, since]) => {
    const now = TEN + since * MINUTE + 1_000_000;
    const absence = returns.look([{ ...is(label, since), lastSeen: now }], BUCKET, now);
    return absence === null ? [] : [[(absence.start - TEN) / MINUTE, (absence.end - TEN) / MINUTE]];
  });
}

describe('coming back', () => {
  it('is asked about after a quarter of an hour, once', () => {
    expect(asked(['not-afk', 0], ['afk', 5], ['not-afk', 20], ['not-afk', 20], ['not-afk', 30])).toEqual([[5, 20]]);
  });

  it('is nothing to ask about after less', () => {
    expect(asked(['afk', 5], ['not-afk', 19.9])).toEqual([]);
  });

  it('is nothing to ask about after a night', () => {
    expect(asked(['afk', 0], ['not-afk', 8 * 60 + 1])).toEqual([]);
    expect(asked(['afk', 0], ['not-afk', 8 * 60])).toHaveLength(1);
  });

  it('ends one absence, whatever its reasons were', () => {
    expect(asked(['afk', 0], ['locked', 10], ['suspended', 12], ['not-afk', 40])).toEqual([[0, 40]]);
  });

  it('is not believed of a watcher that has fallen silent, or of another one', () => {
    const returns = new Returns();
    const now = TEN + 60 * MINUTE;
    returns.look([{ ...is('afk', 0), lastSeen: now }], BUCKET, now);
    const later = now + 60 * MINUTE;
    expect(returns.look([{ ...is('not-afk', 60), lastSeen: now }], BUCKET, later)).toBeNull();
    expect(returns.look([{ ...is('not-afk', 60), bucket: 'other', lastSeen: later }], BUCKET, later)).toBeNull();
  });
});
