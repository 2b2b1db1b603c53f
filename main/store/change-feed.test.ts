import { describe, expect, it } from 'vitest';
import type { EventsChanged, Source } from '../../preload/contract/schemas.ts';
import type { Event } from '../events/event.ts';
import { ChangeFeed } from './change-feed.ts';
import { ManualTime } from './testing.ts';

const event = (id: number, start: number, end = start, app = 'Ed'): Event => ({ id, start, end, data: { app } });

function listen(stored: Record<string, Event | null> = { a: null, b: null }) {
  const time = new ManualTime();
  const told: EventsChanged['buckets'][] = [];
  const sources: (readonly Source[])[] = [];
  let buckets = 0;
  const feed = new ChangeFeed({
    timer: time,
    clock: time,
    buckets: () => Object.keys(stored).map((id) => ({ id, type: 'currentwindow' })),
    newestEvent: (bucket) => stored[bucket] ?? null,
    onEvents: (changed) => told.push(changed.buckets),
    onBuckets: () => {
      buckets++;
    },
    onSources: (now) => sources.push(now),
  });
  return { time, told, sources, feed, stored, bucketPushes: () => buckets };
}

describe('What changes in the record', () => {
  it('is told at once, and what follows a quarter of a second later, together', () => {
    const { time, told, feed } = listen();
    feed.add({ kind: 'events', bucket: 'a', events: [event(1, 100)] });
    time.advance(0);
    feed.add({ kind: 'events', bucket: 'a', events: [event(1, 100, 200)] });
    time.advance(200);
    feed.add({ kind: 'events', bucket: 'b', events: [event(2, 300, 310)] });
    expect(told).toHaveLength(1);
    time.advance(50);
    expect(told).toEqual([
      [
        {
          bucket: 'a',
          start: 100,
          end: 100,
          events: [{ id: 1, bucket: 'a', start: 100, end: 100, data: { app: 'Ed' } }],
        },
      ],
      [
        { bucket: 'a', start: 100, end: 200, events: [expect.objectContaining({ id: 1, end: 200 })] },
        { bucket: 'b', start: 300, end: 310, events: [expect.objectContaining({ id: 2 })] },
      ],
    ]);
  });

  it('is told at most four times a second, however much there is, and never again when nothing changes', () => {
    const { time, told, feed } = listen();
    for (let n = 0; n < 1000; n++) {
      feed.add({ kind: 'events', bucket: 'a', events: [event(1, 0, n)] });
      time.advance(10);
    }
    time.advance(1000);
    expect(told.length).toBeGreaterThanOrEqual(40);
    expect(told.length).toBeLessThanOrEqual(41);
    expect(told.at(-1)).toMatchObject([{ end: 999 }]);
    expect(time.waiting).toBe(0);
  });

  it('is told at once again after a quiet time', () => {
    const { time, told, feed } = listen();
    feed.add({ kind: 'events', bucket: 'a', events: [event(1, 100)] });
    time.advance(5000);
    feed.add({ kind: 'events', bucket: 'a', events: [event(1, 100, 200)] });
    time.advance(0);
    expect(told).toHaveLength(2);
    expect(time.waiting).toBe(0);
  });

  it('has each event once, as it is now', () => {
    const { time, told, feed } = listen();
    for (let end = 1; end <= 50; end++) feed.add({ kind: 'events', bucket: 'a', events: [event(1, 0, end)] });
    time.advance(0);
    expect(told).toMatchObject([[{ start: 0, end: 50, events: [{ id: 1, end: 50 }] }]]);
    expect(told[0]?.[0]?.events).toHaveLength(1);
  });

  it('is a range to read again when something is gone or too much has come', () => {
    const { time, told, feed } = listen();
    feed.add({ kind: 'events', bucket: 'a', events: [event(1, 100)] });
    feed.add({ kind: 'range', bucket: 'a', start: 50, end: 60 });
    feed.add({ kind: 'events', bucket: 'a', events: [event(2, 70, 400)] });
    const many = Array.from({ length: 201 }, (_, n) => event(n, n, n + 1));
    feed.add({ kind: 'events', bucket: 'b', events: many });
    time.advance(0);
    expect(told).toEqual([
      [
        { bucket: 'a', start: 50, end: 400, events: null },
        { bucket: 'b', start: 0, end: 201, events: null },
      ],
    ]);
  });

  it('includes that buckets came or went', () => {
    const { time, bucketPushes, feed } = listen();
    feed.add({ kind: 'buckets' });
    feed.add({ kind: 'buckets' });
    time.advance(1000);
    expect(bucketPushes()).toBe(1);
  });

  it('is told no more once stopped', () => {
    const { time, told, feed } = listen();
    feed.add({ kind: 'events', bucket: 'a', events: [event(1, 100)] });
    feed.stop();
    time.advance(1000);
    expect(told).toEqual([]);
    expect(time.waiting).toBe(0);
  });
});

describe('The sources', () => {
  it('are the newest event of each bucket that has one, from the start', () => {
    const { feed, sources } = listen({ a: event(5, 100, 200, 'Web'), b: null });
    feed.start();
    expect(sources).toEqual([[{ bucket: 'a', type: 'currentwindow', label: 'Web', since: 100, lastSeen: 200 }]]);
  });

  it('follow what arrives, but not what arrives late', () => {
    const { feed, sources, time } = listen({ a: event(5, 100, 200, 'Web') });
    feed.start();
    feed.add({ kind: 'events', bucket: 'a', events: [event(6, 300, 310, 'Ed')] });
    time.advance(250);
    expect(sources.at(-1)).toEqual([{ bucket: 'a', type: 'currentwindow', label: 'Ed', since: 300, lastSeen: 310 }]);
    feed.add({ kind: 'events', bucket: 'a', events: [event(7, 50, 60, 'Old')] });
    time.advance(250);
    expect(sources).toHaveLength(2);
  });

  it('are looked up again when events or buckets went', () => {
    const { feed, sources, time, stored } = listen({ a: event(5, 100, 200, 'Web'), b: event(6, 100, 200, 'Ed') });
    feed.start();
    stored.a = event(4, 10, 20, 'Before');
    feed.add({ kind: 'range', bucket: 'a', start: 100, end: 200 });
    time.advance(250);
    expect(sources.at(-1)?.map((source) => source.label)).toEqual(['Before', 'Ed']);
    delete stored.b;
    feed.add({ kind: 'buckets' });
    time.advance(250);
    expect(sources.at(-1)?.map((source) => source.bucket)).toEqual(['a']);
  });
});
