import { describe, expect, it } from 'vitest';
import { EVERYTHING, StaleSince } from './stale.ts';

const event = (id: number, start: number) => ({ id, start, end: start + 1, data: {} });

describe('What has gone stale', () => {
  it('is everything for a thread that has just started', () => {
    expect(new StaleSince().take()).toEqual(EVERYTHING);
  });

  it('is the span of the starts of each bucket, told once', () => {
    const since = new StaleSince();
    since.take();
    since.add({ kind: 'events', bucket: 'a', events: [event(1, 50), event(2, 10)] });
    since.add({ kind: 'events', bucket: 'b', events: [event(3, 7)] });
    since.add({ kind: 'events', bucket: 'a', events: [event(1, 70)] });
    expect(since.take()).toEqual({
      all: false,
      ranges: [
        { bucket: 'a', start: 10, end: 70 },
        { bucket: 'b', start: 7, end: 7 },
      ],
    });
    expect(since.take()).toEqual({ all: false, ranges: [] });
  });

  it('includes the span of what is gone', () => {
    const since = new StaleSince();
    since.take();
    since.add({ kind: 'range', bucket: 'a', start: 1, end: 9 });
    since.add({ kind: 'events', bucket: 'a', events: [event(2, 20)] });
    expect(since.take()).toEqual({ all: false, ranges: [{ bucket: 'a', start: 1, end: 20 }] });
  });

  it('is everything when a bucket came or went', () => {
    const since = new StaleSince();
    since.take();
    since.add({ kind: 'buckets' });
    expect(since.take()).toEqual(EVERYTHING);
  });
});
