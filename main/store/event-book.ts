/**
 * The operations on a bucket's events: heartbeats, inserting, replacing, reading one, deleting. It keeps what is known of
 * the bucket (buckets.ts) true: dropped wherever a write may have changed it, so that a row which is gone is only a miss.
 */
import { type Event, type JsonObject, type Micros, type NewEvent, NOT_RECORDED } from '../events/event.ts';
import { mergedEnd } from '../events/heartbeat.ts';
import { type Buckets, forget, type LiveBucket, shown, touch } from './buckets.ts';
import type { Change } from './change.ts';
import type { OpenBatch } from './open-batch.ts';
import type { EventToWrite } from './operations.ts';
import { StoreError } from './store-error.ts';
import { type Extent, isNewer, type StoredEvents, widened } from './stored-events.ts';
import { checkData, checkEventId, checkPulsetime, checkSpan } from './validate.ts';
import type { StoredEvent, Write } from './writes.ts';

/** A change of more events than this is told as a range to read again. */
const MAX_TOLD = 100;

export interface EventBookOptions {
  readonly buckets: Buckets;
  readonly events: StoredEvents;
  readonly batch: OpenBatch;
  /** The largest id ever used. */
  readonly lastId: number;
  changed(change: Change): void;
}

export class EventBook {
  readonly #buckets: Buckets;
  readonly #events: StoredEvents;
  readonly #batch: OpenBatch;
  readonly #changed: (change: Change) => void;
  #lastId: number;

  constructor(options: EventBookOptions) {
    this.#buckets = options.buckets;
    this.#events = options.events;
    this.#batch = options.batch;
    this.#changed = options.changed;
    this.#lastId = options.lastId;
  }

  heartbeat(id: string, beat: NewEvent, pulsetime: Micros): Event {
    const bucket = this.#buckets.get(id);
    checkSpan(beat);
    checkPulsetime(pulsetime);
    const newest = this.#newestOf(bucket);
    const last = this.#before(bucket, beat, newest);
    const end = last === null ? null : mergedEnd(last, beat, pulsetime);
    if (last === null || end === null || !Number.isSafeInteger(end - last.start))
      return this.#begin(bucket, beat, newest);
    if (end === last.end) return last;
    const event: Event = { id: last.id, start: last.start, end, data: last.data };
    touch(bucket, event);
    if (!this.#batch.lengthen(last.id, end - last.start)) {
      // Somebody else removed the row: what was known of the bucket is worth nothing, and the beat is not lost.
      forget(bucket);
      return this.heartbeat(id, beat, pulsetime);
    }
    if (last === newest) bucket.newest = event;
    if (bucket.extent !== undefined) bucket.extent = widened(bucket.extent, event.start, end);
    this.#changed({ kind: 'events', bucket: id, events: [event] });
    return event;
  }

  /** The answer to a heartbeat that is not recorded: the newest event as it stays, or the beat itself where there is none. */
  unrecorded(id: string, beat: NewEvent): Event {
    return this.#newestOf(this.#buckets.get(id)) ?? { ...beat, id: NOT_RECORDED };
  }

  insert(id: string, events: readonly EventToWrite[]): readonly Event[] {
    const bucket = this.#buckets.get(id);
    const written: Event[] = [];
    const writes: Write[] = [];
    let replaces = false;
    let span: Extent | null = null;
    for (const { id: given, start, end, data } of events) {
      checkSpan({ start, end, data });
      const json = checkData(data);
      span = widened(span, start, end);
      if (given !== undefined) {
        const before = toEvent(this.#replaceable(bucket, given));
        span = widened(span, before.start, before.end);
        replaces = true;
      }
      const event: Event = { id: given ?? this.#nextId(), start, end, data };
      written.push(event);
      writes.push({
        kind: given === undefined ? 'insert-event' : 'replace-event',
        event: toStored(event, bucket, json),
      });
    }
    if (span === null) return written;
    touch(bucket, span);
    this.#batch.write(replaces ? 'edit' : 'events', written.length, writes);
    bucket.newest = undefined;
    if (replaces) bucket.extent = undefined;
    else if (bucket.extent !== undefined) bucket.extent = widened(bucket.extent, span.start, span.end);
    if (replaces || written.length > MAX_TOLD) this.#changed({ kind: 'range', bucket: id, ...span });
    else this.#changed({ kind: 'events', bucket: id, events: written });
    return written;
  }

  get(id: string, eventId: number): Event {
    const stored = this.#find(this.#buckets.get(id), eventId);
    if (stored === null) throw new StoreError('not-found', `There is no event ${eventId} in bucket ${shown(id)}.`);
    return toEvent(stored);
  }

  delete(id: string, eventId: number): boolean {
    return this.deleteMany(id, [eventId]) > 0;
  }

  /** How many there were; ids that are not in this bucket are left out. */
  deleteMany(id: string, eventIds: readonly number[]): number {
    const bucket = this.#buckets.get(id);
    const writes: Write[] = [];
    let span: Extent | null = null;
    for (const eventId of new Set(eventIds)) {
      const stored = this.#find(bucket, eventId);
      if (stored === null) continue;
      span = widened(span, stored.start, stored.start + stored.duration);
      writes.push({ kind: 'delete-event', id: eventId });
    }
    if (span === null) return 0;
    touch(bucket, span);
    this.#batch.write('edit', writes.length, writes);
    forget(bucket);
    this.#changed({ kind: 'range', bucket: id, ...span });
    return writes.length;
  }

  /** Sets ids aside for events that come by other means; gives the id before the first. */
  reserveIds(count: number): number {
    const before = this.#lastId;
    this.#lastId += count;
    return before;
  }

  /** Events came into buckets by other means. */
  cameIn(taken: readonly { readonly bucket: string; readonly extent: Extent | null }[]): void {
    for (const { bucket: id, extent } of taken) {
      const bucket = this.#buckets.find(id);
      if (extent === null || bucket === undefined) continue;
      forget(bucket);
      this.#changed({ kind: 'range', bucket: id, start: extent.start, end: extent.end });
    }
  }

  /** A heartbeat that is an event of its own. */
  #begin(bucket: LiveBucket, beat: NewEvent, last: Event | null): Event {
    const json = checkData(beat.data);
    const event: Event = { id: this.#nextId(), start: beat.start, end: beat.end, data: beat.data };
    touch(bucket, event);
    this.#batch.write('events', 1, [{ kind: 'insert-event', event: toStored(event, bucket, json) }]);
    if (last === null || isNewer(event, last)) bucket.newest = event;
    if (bucket.extent !== undefined) bucket.extent = widened(bucket.extent, event.start, event.end);
    this.#changed({ kind: 'events', bucket: bucket.stored.id, events: [event] });
    return event;
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  #newestOf(bucket: LiveBucket): Event | null {
    if (bucket.newest === undefined) {
      const stored = this.#events.newest(bucket.stored.row);
      bucket.newest = stored === null ? null : toEvent(stored);
    }
    return bucket.newest;
  }

  /**
   * What a beat may lengthen: nearly always the newest event. A watcher that kept its beats while nobody answered sends
   * them late, and each goes on with what was before it then; sent once more, they change nothing.
   */
  #before(bucket: LiveBucket, beat: NewEvent, newest: Event | null): Event | null {
    if (newest === null || beat.start >= newest.start) return newest;
    const stored = this.#events.newest(bucket.stored.row, beat.start);
    return stored === null ? null : toEvent(stored);
  }

  #find(bucket: LiveBucket, eventId: number): StoredEvent | null {
    checkEventId(eventId);
    const stored = this.#events.byId(eventId);
    return stored?.bucket === bucket.stored.row ? stored : null;
  }

  #replaceable(bucket: LiveBucket, eventId: number): StoredEvent {
    const stored = this.#find(bucket, eventId);
    if (stored !== null) return stored;
    const id = shown(bucket.stored.id);
    throw new StoreError('invalid', `There is no event ${eventId} in bucket ${id} that could be replaced.`);
  }
}

function toStored(event: Event, bucket: LiveBucket, data: string): StoredEvent {
  return { id: event.id, bucket: bucket.stored.row, start: event.start, duration: event.end - event.start, data };
}

function toEvent(stored: StoredEvent): Event {
  const { id, start, duration, data } = stored;
  return { id, start, end: start + duration, data: JSON.parse(data) as JsonObject };
}
