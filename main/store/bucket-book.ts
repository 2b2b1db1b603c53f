/**
 * The operations on buckets: listing, making, changing and removing them, each change committed at once (batch.ts). Buckets
 * that an import under way will have made have their rows set aside here, so that one which somebody makes meanwhile is the
 * same bucket.
 */
import type { Bucket, BucketPatch, BucketSpec, Micros } from '../events/event.ts';
import { type Buckets, type LiveBucket, toBucket } from './buckets.ts';
import type { Change } from './change.ts';
import type { OpenBatch } from './open-batch.ts';
import type { StoredEvents } from './stored-events.ts';
import { checkBucket, checkBucketId, checkData, checkMoment } from './validate.ts';
import type { StoredBucket } from './writes.ts';

export interface BucketBookOptions {
  readonly buckets: Buckets;
  readonly events: StoredEvents;
  readonly batch: OpenBatch;
  readonly now: () => Micros;
  changed(change: Change): void;
}

export class BucketBook {
  readonly #buckets: Buckets;
  readonly #events: StoredEvents;
  readonly #batch: OpenBatch;
  readonly #now: () => Micros;
  readonly #changed: (change: Change) => void;
  readonly #expected = new Map<string, StoredBucket>();

  constructor({ buckets, events, batch, now, changed }: BucketBookOptions) {
    this.#buckets = buckets;
    this.#events = events;
    this.#batch = batch;
    this.#now = now;
    this.#changed = changed;
  }

  /** In the order of their ids. */
  list(): readonly Bucket[] {
    return this.#buckets.list().map((bucket) => this.#view(bucket));
  }

  get(id: string): Bucket {
    return this.#view(this.#buckets.get(id));
  }

  /** Those that heartbeats have come for since the record was opened. */
  heard(): readonly Bucket[] {
    const heard = this.#buckets.list().filter(({ newest }) => newest !== undefined && newest !== null);
    return heard.map((bucket) => this.#view(bucket));
  }

  create(id: string, spec: BucketSpec): boolean {
    checkBucketId(id);
    if (this.#buckets.find(id) !== undefined) return false;
    checkBucket(spec);
    const created = spec.created ?? this.#now();
    checkMoment(created, 'creation time of a bucket');
    const stored = this.#newBucket(id, spec, created, this.#expected.get(id)?.row);
    this.#buckets.touchList();
    this.#batch.write('bucket', 1, [{ kind: 'insert-bucket', bucket: stored }]);
    const bucket = this.#buckets.put(stored);
    bucket.extent = null;
    bucket.newest = null;
    this.#changed({ kind: 'buckets' });
    return true;
  }

  update(id: string, patch: BucketPatch): Bucket {
    const bucket = this.#buckets.get(id);
    checkBucket(patch);
    const before = bucket.stored;
    const { type = before.type, client = before.client, hostname = before.hostname, name = before.name } = patch;
    const data = patch.data === undefined ? before.data : checkData(patch.data);
    const stored: StoredBucket = { ...before, type, client, hostname, name, data };
    this.#buckets.touchList();
    this.#batch.write('bucket', 1, [{ kind: 'update-bucket', bucket: stored }]);
    bucket.stored = stored;
    bucket.data = patch.data ?? bucket.data;
    this.#changed({ kind: 'buckets' });
    return this.#view(bucket);
  }

  delete(id: string): void {
    const { row } = this.#buckets.get(id).stored;
    this.#buckets.touchList();
    this.#expected.delete(id);
    this.#batch.write('bucket', 1, [{ kind: 'delete-bucket', row }]);
    this.#buckets.remove(id);
    this.#changed({ kind: 'buckets' });
  }

  /** A bucket that an import makes, unless it is deleted meanwhile. */
  expect(id: string, spec: BucketSpec): StoredBucket {
    const bucket = this.#newBucket(id, spec, spec.created ?? this.#now());
    this.#expected.set(id, bucket);
    return bucket;
  }

  /** The import has ended, and made these. */
  arrived(made: readonly StoredBucket[]): void {
    const wanted = made.filter(({ id }) => this.#expected.has(id));
    this.#expected.clear();
    for (const bucket of wanted) if (this.#buckets.find(bucket.id) === undefined) this.#buckets.put(bucket);
    if (wanted.length > 0) this.#changed({ kind: 'buckets' });
  }

  #newBucket(id: string, spec: BucketSpec, created: Micros, row = this.#buckets.nextRow()): StoredBucket {
    const { type, client, hostname, name = null, data = {} } = spec;
    return { row, id, name, type, client, hostname, created, data: checkData(data) };
  }

  #view(bucket: LiveBucket): Bucket {
    if (bucket.extent === undefined) bucket.extent = this.#events.extent(bucket.stored.row);
    return toBucket(bucket, bucket.extent);
  }
}
