/**
 * The store as the main thread holds it: every operation as a promise, what the store tells as events, and a close that
 * is certain.
 *
 * - Errors are StoreErrors with the kind they had in the store thread.
 * - If the thread dies, the calls it had not answered reject with `closed`: nobody knows whether they were done. The
 *   thread is started again, a few times with growing pauses. Calls made meanwhile wait for it; if it cannot be brought
 *   back they reject with `closed`, and the health says `failed`.
 * - Once `close` has begun, calls reject with `closed`; if closing fails with `commit-failed`, they are taken again.
 */
import type { Source, StoreHealth } from '../../preload/contract/schemas.ts';
import { unpack } from '../query/protocol.ts';
import type { ReadName } from '../query/reads.ts';
import type { DayStart } from './day-start.ts';
import type { Exchange } from './exchange.ts';
import { OPERATION_NAMES } from './operation-names.ts';
import type { OperationName, Operations } from './operations.ts';
import type { Policy } from './policy.ts';
import type { ApiState } from './protocol.ts';
import { type StoreEvents, StoreSupervisor, type SupervisorOptions } from './store-supervisor.ts';

export type StoreHandleOptions = SupervisorOptions;

export type StoreCalls = {
  readonly [K in OperationName]: (...args: Parameters<Operations[K]>) => Promise<Awaited<ReturnType<Operations[K]>>>;
};

export interface CloseOptions {
  /** Gives unsaved writes up. */
  readonly discard?: boolean;
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 10_000;

export interface StoreHandle extends StoreCalls {
  /** Resolves when the record is open. Rejects with a StoreError, and may be called again then. */
  start(): Promise<void>;
  api(): ApiState;
  health(): StoreHealth;
  sources(): readonly Source[];
  /** When a person's day begins; until the record is open, when it usually does. */
  dayStart(): DayStart;
  /** Tries to listen again after `port-taken`; rejects with what kept it from listening. */
  listen(): Promise<void>;
  /** Resolves once the new policy holds in the store's thread, and in any that follows it. Never rejects. */
  setPolicy(policy: Policy): Promise<void>;
  /**
   * Closes the record's file and opens it again, with another one in its place where one is named. Writes that come meanwhile
   * wait for it; so do reads and imports. Rejects with what kept the other file from being opened, and the record is the same
   * as before then.
   */
  reopen(exchange?: Exchange | null): Promise<void>;
  /**
   * Somebody is about to look: has the last day read, so that it is there when the window asks for it. It takes a thread and
   * its memory, so that nothing does it while nobody looks. Never fails.
   */
  readAhead(): void;
  /** Gives the way to unsubscribe. */
  on<E extends keyof StoreEvents>(event: E, listener: (payload: StoreEvents[E]) => void): () => void;
  /**
   * Resolves once everything is on disk, the record is closed and the thread has ended. Rejects with `commit-failed`, and
   * the store lives on; or with `closed` if that takes longer than the deadline (10 s) or the thread dies before.
   * Asked again, it gives the same answer.
   */
  close(options?: CloseOptions): Promise<void>;
  /** Blocks until the open batch is on disk, for a process that is not given time to wait otherwise. */
  flushSync(timeoutMs: number): 'committed' | 'failed' | 'timed-out';
}

export function createStoreHandle(options: StoreHandleOptions): StoreHandle {
  const store = new StoreSupervisor(options);
  const call = (method: OperationName, args: readonly unknown[]): Promise<unknown> =>
    store.withThread(async (thread) => {
      const answer = await thread.ask({ kind: 'call', method, args });
      return 'packed' in answer ? unpack(method as ReadName, answer.packed) : answer.value;
    });
  const calls = OPERATION_NAMES.map((name) => [name, (...args: readonly unknown[]) => call(name, args)]);
  return {
    ...(Object.fromEntries(calls) as StoreCalls),
    start: () => store.start(),
    api: () => store.api,
    health: () => store.health,
    sources: () => store.sources,
    dayStart: () => store.dayStart,
    async listen() {
      await store.withThread((thread) => thread.ask({ kind: 'listen' }));
    },
    async reopen(exchange = null) {
      await store.withThread((thread) => thread.ask({ kind: 'reopen', exchange }));
    },
    readAhead: () => store.readAhead(),
    setPolicy: (policy) => store.setPolicy(policy),
    on: (event, listener) => store.on(event, listener),
    close: ({ discard = false, deadlineMs = DEADLINE_MS } = {}) => store.close(discard, deadlineMs),
    flushSync: (timeoutMs) => store.flushSync(timeoutMs),
  };
}
