/**
 * The store's part in a shutdown: it is closed, or, where its last commit keeps failing, whoever is there decides
 * between trying again and giving the unsaved changes up. With nobody there it tries again while there is time.
 */

import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import { type Clock, systemClock, wait } from './clock.ts';
import type { Log } from './log.ts';
import type { Shutdown } from './shutdown.ts';

/** The store's name among the joiners of a shutdown. */
export const STORE = 'store';

export interface Unsaved {
  /** How many changes would be lost. */
  readonly changes: number;
  /** Why they cannot be saved, for the person. */
  readonly message: string;
}

/** Asks the person; the signal is aborted when there is no time left for an answer. */
export type OnCommitFailed = (unsaved: Unsaved, signal: AbortSignal) => Promise<'retry' | 'discard'>;

export interface CloseStoreOptions {
  readonly store: Pick<StoreHandle, 'close' | 'health'>;
  readonly log: Log;
  readonly clock?: Clock;
  /** Absent: nobody is ever asked. */
  readonly onCommitFailed?: OnCommitFailed | undefined;
}

const RETRY_AFTER_MS = 250;
/** Kept for closing without the unsaved changes, so that the file is at least left whole. */
const RESERVE_MS = 800;

/** Rejects where changes were lost that nobody gave up, or where the store did not answer in time. */
export async function closeStore(shutdown: Shutdown, options: CloseStoreOptions): Promise<void> {
  const { store, log, clock = systemClock, onCommitFailed } = options;
  for (;;) {
    const failure = await tryToClose(store, shutdown);
    if (failure === null) return;
    const unsaved = { changes: store.health().pending, message: failure.message };
    const answer =
      onCommitFailed === undefined ? null : await shutdown.ask((signal) => onCommitFailed(unsaved, signal));
    if (answer === 'retry') continue;
    if (answer === null && shutdown.remainingMs() > RESERVE_MS + RETRY_AFTER_MS) {
      await wait(clock, RETRY_AFTER_MS);
      continue;
    }
    await store.close({ discard: true, deadlineMs: shutdown.remainingMs() });
    if (answer === null) throw new StoreError('commit-failed', lost(unsaved));
    log.warn(`${unsaved.changes} unsaved changes were given up by the person`);
    return;
  }
}

/** Null once it is closed; the failure where the commit failed and the store lives on. */
async function tryToClose(store: CloseStoreOptions['store'], shutdown: Shutdown): Promise<StoreError | null> {
  try {
    await store.close({ deadlineMs: shutdown.remainingMs() });
    return null;
  } catch (error) {
    if (error instanceof StoreError && error.kind === 'commit-failed') return error;
    throw error;
  }
}

const lost = ({ changes, message }: Unsaved): string =>
  `${changes === 1 ? '1 change' : `${changes} changes`} could not be saved: ${message}`;
