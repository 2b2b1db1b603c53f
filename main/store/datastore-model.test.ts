/**
 * Random sequences of operations, with a disk that fails and recovers at any moment and imports that begin and end between
 * them, against the simplest store there could be: whatever was acknowledged is what is read, and is what is found after the store was opened again.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, equalJson } from '../events/canonical.ts';
import type { Event, NewEvent } from '../events/event.ts';
import { mergedEnd } from '../events/heartbeat.ts';
import type { Datastore } from './datastore.ts';
import { TestImport } from './test-import.ts';
import { beat, FaultyWriter, type ManualTime, openTestStore, S, WINDOW } from './testing.ts';

const BUCKETS = ['a', 'b'] as const;
type BucketId = (typeof BUCKETS)[number];

class Model {
  readonly events = new Map<string, Event[]>();

  /** The event that a heartbeat at `start` goes on with, if anything. */
  before(bucket: string, start: number): Event | undefined {
    return this.of(bucket)
      .filter((event) => event.start <= start)
      .toSorted((x, y) => x.start - y.start || x.id - y.id)
      .at(-1);
  }

  of(bucket: string): Event[] {
    return this.events.get(bucket) ?? [];
  }

  copy(): Model {
    const copy = new Model();
    for (const [bucket, events] of this.events) copy.events.set(bucket, [...events]);
    return copy;
  }

  put(bucket: string, event: Event): void {
    this.events.set(bucket, [...this.of(bucket).filter(({ id }) => id !== event.id), event]);
  }
}

interface Run {
  readonly store: Datastore;
  readonly writer: FaultyWriter;
  readonly time: ManualTime;
  readonly model: Model;
  /** The import under way. */
  under: { readonly it: TestImport; readonly bucket: BucketId; readonly before: Model } | null;
  /** The buckets that were deleted since it began. */
  readonly gone: Set<string>;
}

type Step = (run: Run) => void;

const bucketId = fc.constantFrom<BucketId>(...BUCKETS);
const span = fc.record({ at: fc.integer({ min: 0, max: 40 }), title: fc.constantFrom('x', 'y'), length: fc.nat(3) });

const heartbeat = fc.tuple(bucketId, span, fc.nat(6)).map(([bucket, { at, title, length }, pulse]): Step => {
  return ({ store, model }) => {
    if (!model.events.has(bucket)) return;
    const hit = beat(at, title, length);
    const answer = store.heartbeat(bucket, hit, pulse * S);
    const last = model.before(bucket, hit.start);
    const end = last === undefined ? null : mergedEnd(last, hit, pulse * S);
    if (last === undefined || end === null) {
      expect(answer).toEqual({ id: answer.id, ...hit });
      expect([...model.events.values()].flat().map(({ id }) => id)).not.toContain(answer.id);
    } else {
      expect(answer).toEqual({ ...last, end });
    }
    model.put(bucket, answer);
  };
});

const insert = fc.tuple(bucketId, fc.array(span, { maxLength: 4 })).map(([bucket, spans]): Step => {
  return ({ store, model }) => {
    if (!model.events.has(bucket)) return;
    const written = store.insertEvents(
      bucket,
      spans.map(({ at, title, length }) => beat(at, title, length)),
    );
    for (const event of written) model.put(bucket, event);
  };
});

const replace = fc.tuple(bucketId, span, fc.nat()).map(([bucket, { at, title, length }, pick]): Step => {
  return ({ store, model }) => {
    const { id } = model.of(bucket)[pick % model.of(bucket).length] ?? {};
    if (id === undefined) return;
    for (const event of store.insertEvents(bucket, [{ id, ...beat(at, title, length) }])) model.put(bucket, event);
  };
});

const remove = fc.tuple(bucketId, fc.nat()).map(([bucket, pick]): Step => {
  return ({ store, model }) => {
    const { id } = model.of(bucket)[pick % model.of(bucket).length] ?? {};
    if (id === undefined) return;
    expect(store.deleteEvent(bucket, id)).toBe(true);
    const rest = model.of(bucket).filter((event) => event.id !== id);
    model.events.set(bucket, rest);
  };
});

const toggleBucket = bucketId.map((bucket): Step => {
  return (run) => {
    const { store, model } = run;
    if (model.events.delete(bucket)) {
      store.deleteBucket(bucket);
      // What an import brings into it goes with it.
      run.gone.add(bucket);
    } else {
      expect(store.createBucket(bucket, WINDOW)).toBe(true);
      model.events.set(bucket, []);
    }
  };
});

/** Into a bucket that may be there, with some events that it may have. */
const beginImport = fc.tuple(bucketId, fc.array(span, { minLength: 1, maxLength: 4 })).map(([bucket, spans]): Step => {
  return (run) => {
    const { store, writer, model } = run;
    if (run.under !== null || writer.failCommit !== null || writer.failWrites !== null) return;
    const events = spans.map(({ at, title, length }) => beat(at, title, length));
    run.gone.clear();
    run.under = { it: new TestImport(store, { [bucket]: events }), bucket, before: model.copy() };
  };
});

const endImport = fc.boolean().map((taken): Step => {
  return (run) => {
    if (run.under === null) return;
    const { it, bucket, before } = run.under;
    run.under = null;
    if (!taken) {
      it.giveUp();
      return;
    }
    it.take();
    if (run.gone.has(bucket)) return;
    const { model } = run;
    if (!model.events.has(bucket)) model.events.set(bucket, []);
    for (const event of it.events()) {
      if (!before.of(bucket).some((known) => isSame(known, event))) model.put(bucket, event);
    }
  };
});

const disk = fc.constantFrom('well', 'no commit', 'no writes').map((state): Step => {
  return ({ writer }) => {
    writer.failCommit = state === 'no commit' ? 'SQLITE_FULL' : null;
    writer.failWrites = state === 'no writes' ? 'SQLITE_IOERR_WRITE' : null;
  };
});

const wait = fc.nat(40_000).map(
  (ms): Step =>
    ({ time }) =>
      time.advance(ms),
);

function isSame(a: NewEvent, b: NewEvent): boolean {
  return a.start === b.start && a.end === b.end && equalJson(a.data, b.data);
}

function compare(store: Datastore, model: Model): void {
  expect(store.listBuckets().map(({ id }) => id)).toEqual([...model.events.keys()].sort());
  for (const [bucket, events] of model.events) {
    for (const event of events) expect(store.getEvent(bucket, event.id)).toEqual(event);
    const starts = events.map(({ start }) => start);
    const ends = events.map(({ end }) => end);
    const extent = events.length === 0 ? [null, null] : [Math.min(...starts), Math.max(...ends)];
    const { start, end } = store.getBucket(bucket);
    expect([start, end]).toEqual(extent);
  }
}

describe('the datastore', () => {
  it('is what the simplest store would be, through every failure of the disk, and after opening again', () => {
    const step = fc.oneof(
      { weight: 12, arbitrary: heartbeat },
      { weight: 3, arbitrary: insert },
      { weight: 3, arbitrary: replace },
      { weight: 3, arbitrary: remove },
      { weight: 2, arbitrary: toggleBucket },
      { weight: 4, arbitrary: disk },
      { weight: 3, arbitrary: wait },
      { weight: 2, arbitrary: beginImport },
      { weight: 3, arbitrary: endImport },
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const writer = new FaultyWriter();
        const { store, time, file } = openTestStore({ openConnection: writer.open });
        const model = new Model();
        store.createBucket('a', WINDOW);
        model.events.set('a', []);
        const run: Run = { store, writer, time, model, gone: new Set(), under: null };
        for (const take of steps) take(run);
        compare(store, model);
        run.under?.it.giveUp();
        writer.failCommit = null;
        writer.failWrites = null;
        store.close();

        const again = openTestStore({ file }).store;
        compare(again, model);
        const events = again.connection.prepare('SELECT count(*) FROM events').pluck().get();
        expect(events).toBe([...model.events.values()].flat().length);
        const texts = new Set([...model.events.values()].flat().map(({ data }) => canonicalJson(data)));
        expect(new Set(again.connection.prepare('SELECT json FROM data').pluck().all())).toEqual(texts);
        expect(again.connection.pragma('integrity_check', { simple: true })).toBe('ok');
        again.close();
      }),
      { numRuns: 50 },
    );
  }, 60_000);
});
