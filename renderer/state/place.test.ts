import { describe, expect, it } from 'vitest';
import { formatPlace, type Place, parsePlace } from './place.ts';

const at = (iso: string) => Date.parse(iso) * 1000;
const search = (address: string) => address.replace(/^[^?]*/, '');

describe("the timeline's address", () => {
  it.each<[Place, string]>([
    [{ kind: 'today' }, '/timeline'],
    [{ kind: 'day', date: '2026-11-22' }, '/timeline?day=2026-11-22'],
    [
      { kind: 'stretch', range: { start: at('2026-11-22T08:00:00Z'), end: at('2026-11-22T16:00:00Z') } },
      '/timeline?at=2026-11-22T08:00:00Z&span=28800',
    ],
    [
      { kind: 'stretch', range: { start: at('2026-11-22T08:00:00.250Z'), end: at('2026-11-22T08:00:01Z') } },
      '/timeline?at=2026-11-22T08:00:00.250Z&span=0.75',
    ],
  ])('leads back to the place it was made of: %j', (place, address) => {
    expect(formatPlace(place)).toBe(address);
    expect(parsePlace(search(address))).toEqual(place);
  });

  it('keeps a long stretch to the second', () => {
    const range = { start: at('2026-11-22T08:00:00Z') + 499_999, end: at('2026-11-22T09:00:00Z') + 300_000 };
    expect(formatPlace({ kind: 'stretch', range })).toBe('/timeline?at=2026-11-22T08:00:00Z&span=3600');
  });

  it.each([
    '?at=yesterday&span=10',
    '?at=2026-11-22T08:00:00Z',
    '?at=2026-11-22T08:00:00Z&span=-5',
    '?at=2026-11-22T08:00:00Z&span=1e300',
    '?at=-271821-04-20T00:00:00Z&span=60',
    '?day=2026-02-30',
    '?day=tomorrow',
    '',
  ])('is today where it makes no sense: %s', (address) => {
    expect(parsePlace(address)).toEqual({ kind: 'today' });
  });
});
