/**
 * When the open batch is committed. A pure rule: it gets its clock. Moments are milliseconds of a monotonic clock, so that
 * setting the computer's time neither delays nor hastens a commit.
 */

/** A batch is never older than this when it is committed. */
export const MAX_AGE_MS = 15_000;
/** Nor does it hold more events. */
export const MAX_EVENTS = 100;

/**
 * `events`: heartbeats and inserted events, which come by themselves and in numbers. The others are rare and a person's own
 * doing, or what all later events depend on.
 */
export type WriteKind = 'events' | 'bucket' | 'setting' | 'edit' | 'import';

export interface OpenBatchState {
  /** When its first write was made. */
  readonly since: number;
  /** Events in it. */
  readonly events: number;
}

/** Whether to commit now, a write of this kind having just been added. */
export function isDue(batch: OpenBatchState, now: number, kind: WriteKind): boolean {
  if (kind !== 'events') return true;
  return batch.events >= MAX_EVENTS || msUntilDue(batch, now) === 0;
}

/** How long the batch may stay open if nothing else happens. */
export function msUntilDue(batch: OpenBatchState, now: number): number {
  return Math.max(0, batch.since + MAX_AGE_MS - now);
}

/** How long to wait before the next try after `failures` commits in a row have failed: 1 s, doubled, at most 30 s. */
export function retryDelayMs(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** Math.max(0, failures - 1));
}
