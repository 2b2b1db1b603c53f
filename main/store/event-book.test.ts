import { describe, expect, it } from 'vitest';
import type { Event } from '../events/event.ts';
import type { Datastore } from './datastore.ts';
import { allEvents, beat, eventsOnDisk, FaultyWriter, openTestStore, S, WINDOW } from './testing.ts';

/** A store whose bucket `a` has an older and a newest event, the newest known to the cache. */
function cached(): { store: Datastore; file: string; writer: FaultyWriter; older: Event; newest: Event } {
  const writer = new FaultyWriter();
  const { store, file } = openTestStore({ openConnection: writer.open });
  store.createBucket('a', WINDOW);
  const older = store.heartbeat('a', beat(0, 'older'), 5 * S);
  const newest = store.heartbeat('a', beat(100, 'newest'), 5 * S);
  store.heartbeat('a', beat(101, 'newest'), 5 * S);
  return { store, file, writer, older, newest };
}

describe('the newest event that is remembered of a bucket', () => {
  it.each<[string, (opened: ReturnType<typeof cached>) => void, { start: number; end: number; title: string }[]]>([
    [
      'is forgotten when it is deleted: the beat is an event of its own',
      ({ store, newest }) => store.deleteEvent('a', newest.id),
      [
        { start: 0, end: 0, title: 'older' },
        { start: 104, end: 104, title: 'newest' },
      ],
    ],
    [
      'is forgotten when another is deleted, and found again',
      ({ store, older }) => store.deleteEvent('a', older.id),
      [{ start: 100, end: 104, title: 'newest' }],
    ],
    [
      'is forgotten when it is replaced by other data',
      ({ store, newest }) => store.insertEvents('a', [{ id: newest.id, ...beat(100, 'corrected', 1) }]),
      [
        { start: 0, end: 0, title: 'older' },
        { start: 100, end: 101, title: 'corrected' },
        { start: 104, end: 104, title: 'newest' },
      ],
    ],
    [
      'is forgotten when it is shortened: the beat is too late for it then',
      ({ store, newest }) => store.insertEvents('a', [{ id: newest.id, ...beat(90, 'newest', 1) }]),
      [
        { start: 0, end: 0, title: 'older' },
        { start: 90, end: 91, title: 'newest' },
        { start: 104, end: 104, title: 'newest' },
      ],
    ],
    [
      'is forgotten when a newer one is inserted, which is lengthened instead',
      ({ store }) => store.insertEvents('a', [beat(102, 'newest')]),
      [
        { start: 0, end: 0, title: 'older' },
        { start: 100, end: 101, title: 'newest' },
        { start: 102, end: 104, title: 'newest' },
      ],
    ],
    [
      'stays the one to lengthen when an older one is inserted',
      ({ store }) => store.insertEvents('a', [beat(50, 'newest')]),
      [
        { start: 0, end: 0, title: 'older' },
        { start: 50, end: 50, title: 'newest' },
        { start: 100, end: 104, title: 'newest' },
      ],
    ],
    [
      'goes with its bucket: one created again under the same id begins anew',
      ({ store }) => {
        store.deleteBucket('a');
        store.createBucket('a', WINDOW);
      },
      [{ start: 104, end: 104, title: 'newest' }],
    ],
    [
      'survives a change of its bucket',
      ({ store }) => store.updateBucket('a', { name: 'A' }),
      [
        { start: 0, end: 0, title: 'older' },
        { start: 100, end: 104, title: 'newest' },
      ],
    ],
    [
      'is forgotten when a failed commit is rolled back, and found in what is written again',
      ({ store, writer }) => {
        writer.failCommit = 'SQLITE_FULL';
        expect(() => store.forceCommit()).toThrow('The disk is full');
        writer.failCommit = null;
      },
      [
        { start: 0, end: 0, title: 'older' },
        { start: 100, end: 104, title: 'newest' },
      ],
    ],
    [
      'being gone from the disk is a miss, never an error',
      ({ store, newest }) => store.connection.prepare('DELETE FROM events WHERE id = ?').run(newest.id),
      [
        { start: 0, end: 0, title: 'older' },
        { start: 104, end: 104, title: 'newest' },
      ],
    ],
  ])('%s', (_, act, expected) => {
    const opened = cached();
    act(opened);
    const answer = opened.store.heartbeat('a', beat(104, 'newest'), 5 * S);
    expect(opened.store.getEvent('a', answer.id)).toEqual(answer);
    opened.store.close();
    const nine = beat(0).start;
    const onDisk = eventsOnDisk(opened.file)
      .map(({ start, end, data }) => ({
        start: (start - nine) / S,
        end: (end - nine) / S,
        title: JSON.parse(data).title as string,
      }))
      .sort((a, b) => a.start - b.start);
    expect(onDisk).toEqual(expected);
  });

  it('of two that start together is the one recorded later', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    const [, second] = store.insertEvents('a', [beat(0, 'first'), beat(0, 'second')]);
    expect(store.heartbeat('a', beat(1, 'second'), 5 * S).id).toBe(second?.id);
    const third = store.heartbeat('a', beat(0, 'third'), 5 * S);
    expect(store.heartbeat('a', beat(2, 'third'), 5 * S).id).toBe(third.id);
    expect(allEvents(store.connection)).toHaveLength(3);
  });

  it('is of its own bucket alone', () => {
    const { store } = openTestStore();
    store.createBucket('a', WINDOW);
    store.createBucket('b', WINDOW);
    const inA = store.heartbeat('a', beat(0), 5 * S);
    const inB = store.heartbeat('b', beat(1), 5 * S);
    expect(store.heartbeat('a', beat(2), 5 * S).id).toBe(inA.id);
    expect(store.heartbeat('b', beat(3), 5 * S).id).toBe(inB.id);
  });

  it('is found through the index, without reading the bucket', () => {
    const { store } = openTestStore();
    const plan = store.connection
      .prepare<[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT events.id, data.json FROM events JOIN data ON data.row = events.data
          WHERE events.bucket = 1 ORDER BY events.start DESC, events.id DESC`,
      )
      .all();
    expect(plan[0]?.detail).toBe('SEARCH events USING COVERING INDEX events_by_start (bucket=?)');
    expect(plan.map(({ detail }) => detail).filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
  });
});

describe('a heartbeat that comes late', () => {
  it('goes on with what was before it, leaves the newest event to be lengthened, and twice is once', () => {
    const { store } = openTestStore({ file: null });
    store.createBucket('a', WINDOW);
    store.heartbeat('a', beat(100, 'now'), 5 * S);
    for (let time = 0; time < 2; time++) {
      for (const at of [0, 4, 8]) store.heartbeat('a', beat(at, 'first'), 5 * S);
      for (const at of [10, 14]) store.heartbeat('a', beat(at, 'second'), 5 * S);
    }
    store.heartbeat('a', beat(104, 'now'), 5 * S);
    expect(
      allEvents(store.connection).map(({ start, end }) => [(start - beat(0).start) / S, (end - beat(0).start) / S]),
    ).toEqual([
      [100, 104],
      [0, 8],
      [10, 14],
    ]);
  });
});
