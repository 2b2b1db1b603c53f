import { describe, expect, it } from 'vitest';
import { isDue, msUntilDue, retryDelayMs, type WriteKind } from './batch.ts';

describe('batch policy', () => {
  it.each<[string, number, number, WriteKind, boolean]>([
    ['a first heartbeat waits', 0, 1, 'events', false],
    ['14.999 s after the first write it still waits', 14_999, 2, 'events', false],
    ['15 s after the first write it is committed', 15_000, 2, 'events', true],
    ['long after it too', 3_600_000, 2, 'events', true],
    ['99 events wait', 0, 99, 'events', false],
    ['100 events are committed', 0, 100, 'events', true],
    ['a bulk insert that passes 100 is committed', 0, 250, 'events', true],
    ['a bucket created, changed or deleted is committed now', 0, 0, 'bucket', true],
    ['a setting is committed now', 0, 0, 'setting', true],
    ['an edit or deletion is committed now', 0, 0, 'edit', true],
    ['an import is committed now', 0, 1, 'import', true],
  ])('%s', (_, age, events, kind, due) => {
    const since = 1_000_000;
    expect(isDue({ since, events }, since + age, kind)).toBe(due);
  });

  it('says how long a batch may still wait, and never a negative time', () => {
    expect(msUntilDue({ since: 500, events: 1 }, 500)).toBe(15_000);
    expect(msUntilDue({ since: 500, events: 1 }, 15_499)).toBe(1);
    expect(msUntilDue({ since: 500, events: 1 }, 99_000)).toBe(0);
  });

  it('tries again after 1, 2, 4 … and at most every 30 s', () => {
    expect([1, 2, 3, 4, 5, 6, 50].map(retryDelayMs)).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });
});
