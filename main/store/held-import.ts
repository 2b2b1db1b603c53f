/**
 * The record while an import is being taken in by another connection (take-in.ts): what the import needs is set aside, what is
 * written meanwhile waits in memory (open-batch.ts), and in the end everybody hears of what came.
 */
import type { PreparedImport } from '../interchange/prepared.ts';
import type { BucketBook } from './bucket-book.ts';
import type { Buckets } from './buckets.ts';
import type { Change } from './change.ts';
import type { EventBook } from './event-book.ts';
import type { OpenBatch } from './open-batch.ts';
import type { Taking, TakingPlan } from './take-in.ts';
import type { RowWriter } from './writes.ts';

export interface HeldImportOptions {
  readonly buckets: Buckets;
  readonly bucketBook: BucketBook;
  readonly events: EventBook;
  readonly rows: RowWriter;
  readonly batch: OpenBatch;
  changed(change: Change): void;
}

export class HeldImport {
  readonly #options: HeldImportOptions;

  constructor(options: HeldImportOptions) {
    this.#options = options;
  }

  /** To be called with nothing pending. From here to `end` writes are kept in memory. */
  begin(prepared: PreparedImport): TakingPlan {
    const { buckets, bucketBook, events, rows, batch } = this.#options;
    const takings = prepared.buckets
      .filter(({ refusal }) => refusal === null)
      .map(({ index, id, spec }): Taking => {
        const known = buckets.find(id)?.stored;
        return { index, bucket: known ?? bucketBook.expect(id, spec), isNew: known === undefined };
      });
    const plan = {
      takings,
      idsAfter: events.reserveIds(prepared.places),
      dataAfter: rows.reserveData(prepared.data),
    };
    batch.hold();
    return plan;
  }

  /** `imported` as `takeIn` gives it; null: nothing is there of it. */
  end({ buckets }: PreparedImport, { takings }: TakingPlan, imported: readonly number[] | null): void {
    const { bucketBook, events, batch, changed } = this.#options;
    const made = imported === null ? [] : takings.filter(({ isNew }) => isNew);
    bucketBook.arrived(made.map(({ bucket }) => bucket));
    if (imported !== null) {
      const lies = new Map(buckets.map(({ index, lies }) => [index, lies]));
      events.cameIn(
        takings
          .filter((_, at) => imported[at] !== 0)
          .map(({ index, bucket }) => ({ bucket: bucket.id, extent: lies.get(index) ?? null })),
      );
    }
    const heldUp = batch.pending > 0;
    batch.release();
    // Whoever read meanwhile did not see what was held up, and may have kept what they read.
    if (heldUp) changed({ kind: 'buckets' });
  }
}
