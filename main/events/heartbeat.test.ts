import { describe, expect, it } from 'vitest';
import { EARLIEST, type JsonObject, LATEST, MICROS_PER_SECOND as S } from './event.ts';
import { mergedEnd } from './heartbeat.ts';

const app: JsonObject = { app: 'Code', title: 'x' };
const event = (start: number, end: number, data: JsonObject = app) => ({ start, end, data });
const NEW = null;

describe('heartbeat merge', () => {
  it.each([
    ['a beat exactly pulsetime after the end lengthens it', [0, 0], [5 * S, 5 * S], 5 * S, 5 * S],
    ['one microsecond later is a new event', [0, 0], [5 * S + 1, 5 * S + 1], 5 * S, NEW],
    ['a beat within the event leaves its end', [0, 10 * S], [3 * S, 4 * S], 5 * S, 10 * S],
    ['a beat that starts within and ends after it lengthens it', [0, 10 * S], [3 * S, 23 * S], 5 * S, 23 * S],
    ['an older beat never merges', [0, 10 * S], [-S, -S], 5 * S, NEW],
    ['an older beat never merges, even when it spans the event', [0, 10 * S], [-1, 20 * S], 5 * S, NEW],
    ['a beat at the very start merges', [0, 10 * S], [0, 0], 5 * S, 10 * S],
    ['a beat that ends before it starts is refused', [0, 10 * S], [12 * S, -S], 5 * S, NEW],
    ['pulsetime 0 merges a touching beat', [0, 10 * S], [10 * S, 11 * S], 0, 11 * S],
    ['pulsetime 0 does not bridge one microsecond', [0, 10 * S], [10 * S + 1, 11 * S], 0, NEW],
    ['an endless pulsetime bridges any gap', [0, 0], [LATEST, LATEST], Number.POSITIVE_INFINITY, LATEST],
    ['a negative pulsetime never merges', [0, 10 * S], [3 * S, 4 * S], -1, NEW],
    ['a pulsetime that is no number never merges', [0, 10 * S], [3 * S, 4 * S], Number.NaN, NEW],
    ['the earliest and the latest moment do not overflow', [EARLIEST, EARLIEST], [LATEST, LATEST], 5 * S, NEW],
  ] as const)('%s', (_, last, beat, pulsetime, end) => {
    expect(mergedEnd(event(last[0], last[1]), event(beat[0], beat[1]), pulsetime)).toBe(end);
  });

  it('never merges unequal data', () => {
    expect(mergedEnd(event(0, 10 * S), event(10 * S, 10 * S, { app: 'Code', title: 'y' }), 5 * S)).toBeNull();
    expect(mergedEnd(event(0, 10 * S), event(10 * S, 10 * S, { app: 'Code' }), 5 * S)).toBeNull();
  });

  it('does not look at the order of keys in data', () => {
    const beat = event(12 * S, 12 * S, { title: 'x', app: 'Code' });
    expect(mergedEnd(event(0, 10 * S), beat, 5 * S)).toBe(12 * S);
  });
});
