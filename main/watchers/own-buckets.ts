/**
 * The two buckets that the built-in watchers record into, which are those of ActivityWatch's watchers, so that every query and
 * view works on both; and whether anything is recorded into them at the moment.
 */
import type { EventsChanged } from '../../preload/contract/schemas.ts';
import type { WatcherHealth } from '../../preload/contract/watchers.ts';
import type { Log } from '../lifecycle/log.ts';
import type { Clock, Timer } from '../store/clock.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import type { Beat } from './beat.ts';
import { BucketWriter, type WriterStore } from './bucket-writer.ts';

export type WatcherName = WatcherHealth['watcher'];
export type Wanted = Readonly<Record<WatcherName, boolean>>;

export interface OwnBucketsOptions {
  readonly store: WriterStore & Pick<StoreHandle, 'forceCommit'>;
  readonly hostname: string;
  readonly clock: Clock;
  readonly timer: Timer;
  readonly log: Log;
  /** What is to be said of one of the writers is another. */
  onChange(): void;
}

/** Their own watchers' longest silences: the window's sends every 10 s, the away one is silent while it waits for input. */
const WINDOW_QUIET_MS = 60_000;
const PRESENCE_QUIET_MS = 240_000;

export class OwnBuckets {
  /** Which of the watchers a person wants to record. */
  wanted: Wanted = { window: true, presence: true };
  /** While it is, nothing is recorded at all. */
  paused = false;
  readonly #options: OwnBucketsOptions;
  readonly #writers: Readonly<Record<WatcherName, BucketWriter>>;

  constructor(options: OwnBucketsOptions) {
    this.#options = options;
    this.#writers = {
      window: writer(options, 'aw-watcher-window', 'currentwindow', WINDOW_QUIET_MS),
      presence: writer(options, 'aw-watcher-afk', 'afkstatus', PRESENCE_QUIET_MS),
    };
  }

  of(watcher: WatcherName): Pick<BucketWriter, 'bucket' | 'lastWritten' | 'standsBack' | 'problem'> {
    return this.#writers[watcher];
  }

  record(watcher: WatcherName, beats: readonly Beat[]): void {
    if (this.wanted[watcher] && !this.paused) this.#writers[watcher].write(beats);
  }

  /** What changed in the record, as the store tells it. */
  changed(changed: EventsChanged): void {
    for (const each of this.#all()) each.changed(changed);
  }

  /** Brings to the disk what was recorded. Returns at once. */
  save(): void {
    const { store, log } = this.#options;
    Promise.all(this.#all().map((each) => each.drain()))
      .then(() => store.forceCommit())
      .catch((error: Error) => log.warn(`watchers: saving failed: ${error.message}`));
  }

  /** Resolves when the store has been given all of it. */
  async finish(): Promise<void> {
    await Promise.all(this.#all().map((each) => each.finish()));
  }

  #all(): readonly BucketWriter[] {
    return [this.#writers.window, this.#writers.presence];
  }
}

function writer(options: OwnBucketsOptions, client: string, type: string, quietMs: number): BucketWriter {
  const { store, hostname, clock, timer, log, onChange } = options;
  return new BucketWriter({
    store,
    bucket: `${client}_${hostname}`,
    spec: { type, client, hostname },
    quietMs,
    clock,
    timer,
    log,
    onChange,
  });
}
