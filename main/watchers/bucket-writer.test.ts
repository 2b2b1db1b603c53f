import { describe, expect, it } from 'vitest';
import { settle } from '../lifecycle/fake-clock.ts';
import { silentLog } from '../lifecycle/log.ts';
import type { Datastore } from '../store/datastore.ts';
import { StoreError } from '../store/store-error.ts';
import { allEvents, NINE, openTestStore, S } from '../store/testing.ts';
import type { Joint } from './beat.ts';
import { BucketWriter, type WriterStore } from './bucket-writer.ts';
import { promised } from './testing.ts';

const BUCKET = 'aw-watcher-window_desk';
const SPEC = { type: 'currentwindow', client: 'aw-watcher-window', hostname: 'desk' };
const QUIET_MS = 60_000;

/** `failWith` is what the store's calls fail with until it is taken away. */
function setup() {
  const { store, time, changes } = openTestStore({ file: null });
  const state = { failWith: null as StoreError | null, problems: [] as (string | null)[] };
  const handle = promised(store);
  const unlessItFails =
    <A extends readonly unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      await settle();
      if (state.failWith !== null) throw state.failWith;
      return call(...args);
    };
  const failing: WriterStore = {
    createBucket: unlessItFails(handle.createBucket),
    heartbeat: unlessItFails(handle.heartbeat),
    insertEvents: unlessItFails(handle.insertEvents),
  };
  const writer = new BucketWriter({
    store: failing,
    bucket: BUCKET,
    spec: SPEC,
    quietMs: QUIET_MS,
    clock: time,
    timer: time,
    log: silentLog,
    onChange: () => state.problems.push(writer.problem),
  });
  const at = (second: number) => NINE + second * S;
  /** Seconds from nine o'clock. */
  const write = async (title: string, start: number, end: number, joint: Joint = 'goes-on') => {
    writer.write([{ start: at(start), end: at(end), data: { app: 'Editor', title }, joint }]);
    await writer.drain();
  };
  /** What the store tells, a moment later. */
  const tell = () => {
    for (const change of changes.splice(0)) {
      if (change.kind !== 'events') continue;
      const events = change.events.map((event) => ({ ...event, bucket: BUCKET, data: { title: '' } }));
      writer.changed({ buckets: [{ bucket: BUCKET, start: 0, end: 0, events }] });
    }
  };
  return { store, time, state, writer, at, write, tell, recorded: () => read(store) };
}

/** `title start-end` in seconds from nine o'clock, by start. */
function read(store: Datastore): string {
  return allEvents(store.connection)
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, data }) => `${JSON.parse(data).title} ${(start - NINE) / S}-${(end - NINE) / S}`)
    .join(', ');
}

describe('a bucket of the built-in watchers', () => {
  it('is made with the first beat, as ActivityWatch’s watcher would', async () => {
    const { store, write, recorded } = setup();
    await write('a', 0, 2, 'first');
    expect(store.getBucket(BUCKET)).toMatchObject(SPEC);
    expect(recorded()).toBe('a 0-2');
  });

  it('holds one event for pieces that touch, and another one after a gap, however short', async () => {
    const { write, recorded, writer, at } = setup();
    await write('a', 0, 5, 'first');
    await write('a', 5, 10);
    await write('b', 10, 12);
    await write('b', 12, 12.5);
    await write('b', 12.6, 14, 'fresh');
    expect(recorded()).toBe('a 0-10, b 10-12.5, b 12.6-14');
    expect(writer.lastWritten).toBe(at(14));
  });

  it('goes on with the event of before a restart within ten seconds, and not later', async () => {
    const { write, recorded, store, at } = setup();
    await write('a', 0, 5, 'first');
    await write('a', 14, 15, 'first');
    await write('a', 26, 27, 'first');
    expect(recorded()).toBe('a 0-15, a 26-27');
    expect(store.getBucket(BUCKET).end).toBe(at(27));
  });

  it('keeps what the store cannot take, in order and joined, until it can', async () => {
    const { write, recorded, state, writer, time } = setup();
    await write('a', 0, 5, 'first');
    state.failWith = new StoreError('closed', 'The store is gone.');
    await write('a', 5, 10);
    for (let second = 10; second < 600; second += 5) await write('b', second, second + 5);
    expect(writer.problem).toBe('The store is gone.');
    expect(recorded()).toBe('a 0-5');
    state.failWith = null;
    time.advance(30_000);
    await writer.drain();
    expect(recorded()).toBe('a 0-10, b 10-600');
    expect(writer.problem).toBeNull();
    expect(state.problems).toContain('The store is gone.');
  });

  it('leaves out what the store refuses for good, and goes on', async () => {
    const { write, recorded } = setup();
    await write('a', 0, 5, 'first');
    await write('wrong', 8, 6);
    await write('b', 10, 11);
    expect(recorded()).toBe('a 0-5, b 10-11');
  });

  it('is made anew when somebody deletes it', async () => {
    const { write, recorded, store } = setup();
    await write('a', 0, 5, 'first');
    store.deleteBucket(BUCKET);
    await write('a', 5, 10);
    expect(recorded()).toBe('a 5-10');
  });

  it('does not bring back an event that somebody deleted while it went on', async () => {
    const { write, recorded, store } = setup();
    await write('a', 0, 5, 'first');
    const [event] = allEvents(store.connection);
    store.deleteEvent(BUCKET, event?.id ?? 0);
    await write('a', 5, 10);
    await write('a', 10, 15);
    expect(recorded()).toBe('a 5-15');
  });

  it('lengthens one event, not many, while a clock that was set back is behind what was recorded', async () => {
    const { write, recorded } = setup();
    await write('later', 3600, 3700, 'first');
    await write('a', 100, 105, 'fresh');
    for (let second = 105; second < 200; second += 5) await write('a', second, second + 5);
    await write('b', 200, 205);
    await write('b', 205, 210);
    expect(recorded()).toBe('a 100-200, b 200-210, later 3600-3700');
  });
});

describe('another program that records into the same bucket', () => {
  async function withAnother() {
    const test = setup();
    test.time.advance(100_000);
    await test.write('ours', 100, 105, 'first');
    test.tell();
    const another = (start: number, end: number) => {
      test.store.heartbeat(BUCKET, { start: test.at(start), end: test.at(end), data: { title: 'theirs' } }, 10 * S);
      test.tell();
    };
    return { ...test, another };
  }

  it('is not what our own beats look like', async () => {
    const { write, writer, tell } = await withAnother();
    await write('ours', 105, 110);
    await write('next', 110, 112);
    tell();
    expect(writer.standsBack).toBe(false);
  });

  it('goes first: ours wait while its beats come, and nothing is there twice', async () => {
    const { write, writer, another, recorded } = await withAnother();
    another(105, 110);
    expect(writer.standsBack).toBe(true);
    await write('ours', 105, 110);
    another(110, 120);
    await write('ours', 110, 120);
    another(120, 130);
    await writer.drain();
    expect(recorded()).toBe('ours 100-105, theirs 105-130');
  });

  it('is followed by ours when it has ended, from where it ended', async () => {
    const { write, writer, another, time, recorded } = await withAnother();
    another(105, 110);
    await write('x', 105, 108);
    another(110, 120);
    for (let second = 108; second < 175; second += 5) await write('y', second, second + 5);
    time.advance(QUIET_MS);
    await writer.drain();
    expect(writer.standsBack).toBe(false);
    expect(recorded()).toBe('ours 100-105, theirs 105-120, y 120-178');
  });

  it('is noticed when it lengthens our own event', async () => {
    const { writer, store, at, tell } = await withAnother();
    store.heartbeat(BUCKET, { start: at(105), end: at(107), data: { app: 'Editor', title: 'ours' } }, S);
    tell();
    expect(writer.standsBack).toBe(true);
  });

  it('is not seen in somebody’s edit of the past', async () => {
    const { writer, another } = await withAnother();
    another(-500, -400);
    expect(writer.standsBack).toBe(false);
  });

  it('may have been an edit of the present: at the end of Daytrail nothing of ours is missing for it', async () => {
    const { writer, another, at, recorded } = await withAnother();
    another(105, 110);
    writer.write([{ start: at(105), end: at(130), data: { title: 'ours' }, joint: 'goes-on' }]);
    await writer.finish();
    expect(recorded()).toBe('ours 100-105, theirs 105-110, ours 110-130');
  });
});
