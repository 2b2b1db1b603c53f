/**
 * What the main thread and the store thread say to each other. Calls carry an id and are answered once, in any order.
 */
import type { ImportProgress } from '../../preload/contract/imports.ts';
import type { EventsChanged, Source, StoreHealth } from '../../preload/contract/schemas.ts';
import type { AskingExtension } from '../api/access.ts';
import type { Packed } from '../query/protocol.ts';
import type { DayStart } from './day-start.ts';
import type { Exchange } from './exchange.ts';
import type { OperationName } from './operations.ts';
import type { Policy } from './policy.ts';
import type { StoreErrorValue } from './store-error.ts';

export interface StoreThreadOptions {
  /** The database file; null keeps everything in memory. */
  readonly file: string | null;
  /** Where backups lie that a damaged file is filled up from; null: nowhere. */
  readonly backupsDir: string | null;
  /** Where `device_id` is kept; null: a new one each time. */
  readonly dataDir: string | null;
  readonly hostname: string;
  readonly version: string;
  readonly testing: boolean;
  /** Null: no HTTP API. 0: any free port. */
  readonly port: number | null;
  /** As the configuration has it at start. */
  readonly policy: Policy;
  /** One Int32: 0 until a `flush` is done, then 1 (committed) or 2 (failed). For Atomics.wait in the main thread. */
  readonly flushed: SharedArrayBuffer;
}

export type ApiState =
  | { readonly state: 'starting' }
  | { readonly state: 'listening'; readonly address: string; readonly port: number }
  | { readonly state: 'failed'; readonly error: StoreErrorValue };

export type ToStore =
  | { readonly kind: 'call'; readonly id: number; readonly method: OperationName; readonly args: readonly unknown[] }
  /** Commits and says so in `flushed`, for a main thread that blocks and cannot read an answer. */
  | { readonly kind: 'flush' }
  /** Somebody is about to look: reads the last day ahead. Not answered. */
  | { readonly kind: 'read-ahead' }
  /** Tries to listen again after `port-taken`; answered with null. */
  | { readonly kind: 'listen'; readonly id: number }
  /** The configuration changed; answered with null once that holds. */
  | { readonly kind: 'policy'; readonly id: number; readonly policy: Policy }
  /**
   * Closes the file and opens it again, with another one in its place where one is named (exchange.ts); answered with null.
   * The API listens on, and what comes meanwhile waits.
   */
  | { readonly kind: 'reopen'; readonly id: number; readonly exchange: Exchange | null }
  /**
   * Stops listening, commits, checkpoints, closes, answers, ends. With `commit-failed` the store lives on and may be asked
   * again; `discard` gives the unsaved writes up.
   */
  | { readonly kind: 'close'; readonly id: number; readonly discard: boolean };

export type FromStore =
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly value: unknown }
  /** A read's result as the query thread packed it (query/protocol.ts), passed on without being opened. */
  | { readonly kind: 'answer'; readonly id: number; readonly ok: true; readonly packed: Packed }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: false; readonly error: StoreErrorValue }
  /** Once, after the file is open. Listening comes after it, as `api`. */
  | { readonly kind: 'ready' }
  /** The file could not be opened; the thread ends. */
  | { readonly kind: 'failed'; readonly error: StoreErrorValue }
  | { readonly kind: 'api'; readonly api: ApiState }
  | { readonly kind: 'health'; readonly health: StoreHealth }
  | { readonly kind: 'sources'; readonly sources: readonly Source[] }
  | { readonly kind: 'events'; readonly changed: EventsChanged }
  | { readonly kind: 'buckets' }
  /** When a person's day begins: before `ready`, and whenever that is set otherwise. */
  | { readonly kind: 'day-start'; readonly minutes: DayStart }
  /** The rules of privacy are others. */
  | { readonly kind: 'privacy' }
  /** An extension wants more than it may have. */
  | { readonly kind: 'asked'; readonly extension: AskingExtension }
  | { readonly kind: 'imports'; readonly progress: ImportProgress }
  | { readonly kind: 'log'; readonly level: 'info' | 'warn' | 'error'; readonly message: string };
