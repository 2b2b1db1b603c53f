import { QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventRow } from '../../preload/contract/schemas.ts';
import { aBucket, called, type FakeDaytrail, fakeDaytrail } from '../testing/fakes.ts';
import { createClient } from './client.ts';
import { LiveCache } from './live.ts';
import { bucketsQuery, type EventList, eventsQuery, type LoadedPage } from './queries.ts';

const event = (id: number, start: number, end: number, bucket = 'window'): EventRow => ({
  id,
  bucket,
  start,
  end,
  data: { app: `app ${id}` },
});
const list: EventList = { start: 0, end: 1000, order: 'oldest' };

describe('the cached lists', () => {
  let window: EventRow[];
  let daytrail: FakeDaytrail;
  let live: LiveCache;
  const client = createClient();
  const stops: (() => void)[] = [];

  async function watch(what: EventList = list): Promise<() => LoadedPage | undefined> {
    const observer = new QueryObserver(client, eventsQuery(daytrail, what, 0));
    stops.push(observer.subscribe(() => {}));
    await vi.waitFor(() => expect(observer.getCurrentResult().isSuccess).toBe(true), 15_000);
    return () => observer.getCurrentResult().data;
  }

  beforeEach(() => {
    vi.useFakeTimers();
    window = [event(1, 100, 200), event(2, 200, 300)];
    daytrail = fakeDaytrail([aBucket('window', 'currentwindow', window), aBucket('away', 'afkstatus')]);
    live = new LiveCache(client);
    stops.push(daytrail.onEvents((changed) => live.take(changed)));
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    live.stop();
    client.clear();
    vi.useRealTimers();
  });

  it('show a growing event grow without reading anything again', async () => {
    const shown = await watch();
    daytrail.record(event(2, 200, 450));
    expect(shown()?.events.map((each) => each.end)).toEqual([200, 450]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(called(daytrail, 'events')).toBe(1);
  });

  it('show a new event at once', async () => {
    const shown = await watch();
    daytrail.record(event(3, 300, 300));
    await vi.advanceTimersByTimeAsync(10);
    expect(shown()?.total).toBe(3);
    expect(shown()?.events.map((each) => each.id)).toEqual([1, 2, 3]);
  });

  it('are read again at most once a second however many events arrive', async () => {
    const shown = await watch();
    for (let id = 3; id < 43; id++) {
      daytrail.record(event(id, 300 + id, 300 + id));
      await vi.advanceTimersByTimeAsync(50);
    }
    await vi.advanceTimersByTimeAsync(1000);
    expect(shown()?.total).toBe(42);
    expect(called(daytrail, 'events')).toBeLessThanOrEqual(1 + 4);
  });

  it('are not read again for an event that grows on a page that is not loaded', async () => {
    window.splice(0, window.length, ...Array.from({ length: 500 }, (_, id) => event(id + 1, id, id)));
    await watch();
    for (let beat = 0; beat < 30; beat++) {
      daytrail.record(event(500, 499, 500 + beat));
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(called(daytrail, 'events')).toBeLessThanOrEqual(1 + 1);
  });

  it('of other ranges and other buckets are left alone', async () => {
    await watch({ start: 2000, end: 3000, order: 'oldest' });
    await watch({ ...list, buckets: ['away'] });
    daytrail.record(event(3, 300, 310));
    await vi.advanceTimersByTimeAsync(5000);
    expect(called(daytrail, 'events')).toBe(2);
  });

  it('are read again where it is only said that something changed', async () => {
    const shown = await watch();
    window.splice(0);
    daytrail.tell({ buckets: [{ bucket: 'window', start: 0, end: 500, events: null }] });
    await vi.advanceTimersByTimeAsync(10);
    expect(shown()?.events).toEqual([]);
  });

  it("know a bucket's last moment from each push and its count from each new event", async () => {
    const observer = new QueryObserver(client, bucketsQuery(daytrail));
    stops.push(observer.subscribe(() => {}));
    await vi.waitFor(() => expect(observer.getCurrentResult().isSuccess).toBe(true), 15_000);
    const bucket = () => observer.getCurrentResult().data?.find(({ id }) => id === 'window');
    daytrail.record(event(3, 300, 310));
    await vi.advanceTimersByTimeAsync(1500);
    expect(bucket()).toMatchObject({ count: 3, last: 310 });
    daytrail.record(event(3, 300, 900));
    expect(bucket()).toMatchObject({ count: 3, last: 900 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(called(daytrail, 'buckets')).toBe(2);
  });
});
