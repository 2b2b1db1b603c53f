/**
 * The store's part in one import: what it sets aside, the time in which its writes wait in memory, and its account of what
 * was taken in. It ends once, whoever says so first.
 */
import type { ImportReport } from '../../preload/contract/imports.ts';
import type { Datastore } from '../store/datastore.ts';
import { type TakingPlan, takeIn } from '../store/take-in.ts';
import { reportOf } from './account.ts';
import type { PreparedImport } from './prepared.ts';

export type IntakeTarget = Pick<Datastore, 'connection' | 'beginIntake' | 'endIntake'>;

export class Intake {
  readonly plan: TakingPlan;
  readonly #target: IntakeTarget;
  readonly #prepared: PreparedImport;
  readonly #released = Promise.withResolvers<void>();
  #imported: readonly number[] | null = null;
  #over = false;

  /** Fails with `commit-failed` where what is pending cannot be saved before. */
  constructor(target: IntakeTarget, prepared: PreparedImport) {
    this.plan = target.beginIntake(prepared);
    this.#target = target;
    this.#prepared = prepared;
  }

  /** Settled when the store saves again. */
  get released(): Promise<void> {
    return this.#released.promise;
  }

  /** Null: nothing is there of it. */
  end(imported: readonly number[] | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#imported = imported;
    try {
      this.#target.endIntake(this.#prepared, this.plan, imported);
    } finally {
      this.#released.resolve();
    }
  }

  /** On the store's own connection, which answers nobody meanwhile: for a record that no other connection can reach. */
  takeInHere(): void {
    const hooks = { onEvents: () => undefined, beforeCommit: () => undefined };
    this.end(takeIn(this.#target.connection, this.#prepared, this.plan, hooks));
  }

  report(): ImportReport['buckets'] {
    return reportOf(this.#prepared, this.plan, this.#imported ?? []);
  }
}
