import { describe, expect, it } from 'vitest';
import { readAheadOf } from './read-ahead.ts';
import { HOUR, MORNING } from './test-record.ts';

const bucket = (type: string, hostname: string, end: number | null) => ({ type, hostname, end });

describe('What is read ahead', () => {
  it('is the day up to the last event beside the one before, of each host that records windows', () => {
    const ahead = readAheadOf([
      bucket('afkstatus', 'a', MORNING),
      bucket('currentwindow', 'a', MORNING + HOUR),
      bucket('currentwindow', 'b', null),
      bucket('currentwindow', 'a', MORNING),
      bucket('web.tab.current', 'c', MORNING),
    ]);
    expect(ahead?.timeline).toMatchObject({ start: MORNING - 23 * HOUR, end: MORNING + HOUR });
    expect(ahead?.activity).toMatchObject({
      periods: [
        { start: MORNING - 23 * HOUR, end: MORNING + HOUR },
        { start: MORNING - 47 * HOUR, end: MORNING - 23 * HOUR },
      ],
      hosts: ['a', 'b'],
    });
  });

  it('is the timeline alone where no windows are recorded, and nothing where there are no events', () => {
    expect(readAheadOf([bucket('web.tab.current', 'c', MORNING)])?.activity).toBe(null);
    expect(readAheadOf([bucket('currentwindow', 'a', null)])).toBe(null);
    expect(readAheadOf([])).toBe(null);
  });
});
