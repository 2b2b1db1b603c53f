/**
 * Updates as the window sees them: nothing is asked of anybody until a person wants to look, nothing is fetched until they
 * say yes, and what was fetched takes this Daytrail's place when they quit it. What an update is made of is an Updater.
 */
import type { Updates } from '../../preload/contract/updates.ts';
import { StoreError } from '../store/store-error.ts';
import { type Clock, systemClock } from './clock.ts';
import type { ConfigFile } from './config.ts';
import type { Log } from './log.ts';
import { messageOf } from './message-of.ts';
import { nextLook, type Off, troubleOf } from './update-policy.ts';

export interface Found {
  readonly version: string;
  /** µs since the epoch. */
  readonly published: number | null;
  /** Bytes. */
  readonly size: number | null;
}

export interface Updater {
  /** Null: there is nothing newer. */
  look(): Promise<Found | null>;
  /** Fetches what was found last, telling the part that is there, 0 to 1. */
  fetch(tell: (done: number) => void): Promise<void>;
  /** What has to happen before Daytrail ends, so that what was fetched is installed afterwards. */
  stage(): Promise<void>;
  /** The very last thing: starts what installs it. Must not wait for anything. */
  install(): void;
}

/** Either why there is none, or what loads it, when a person first wants to look. */
export type UpdaterSource = { readonly off: Off } | { open(): Promise<Updater> };

export interface UpdateDoor {
  state(): Updates;
  /** Looks now, unless that is under way; resolves with how it stands then. Never rejects. */
  look(): Promise<Updates>;
  /** Begins to fetch what was found. StoreError `invalid` where there is nothing. */
  install(): void;
  onChange(listener: (updates: Updates) => void): () => void;
  /** For the shutdown after a person's quit; nothing where nothing was fetched. Never rejects. */
  stage(): Promise<void>;
  /** For the end of the process; nothing where nothing was staged. */
  finish(): void;
  dispose(): void;
}

export interface UpdateDoorOptions {
  readonly source: UpdaterSource;
  readonly config: Pick<ConfigFile, 'current' | 'onChange'>;
  readonly log: Log;
  readonly clock?: Clock;
  /** The wall clock, µs. */
  readonly now?: () => number;
}

/** A clock stands still in sleep: what is due is looked for now and then. */
const WAKE_EVERY_MS = 60 * 60 * 1000;

export function createUpdateDoor(options: UpdateDoorOptions): UpdateDoor {
  const { source, config, log, clock = systemClock, now = () => Date.now() * 1000 } = options;
  const started = clock.now();
  const listeners = new Set<(updates: Updates) => void>();
  let state: Updates = 'off' in source ? { state: 'off', ...source.off } : { state: 'idle', lookedAt: null };
  let updater: Promise<Updater> | null = null;
  let looking: Promise<Updates> | null = null;
  let lookedAt: number | null = null;
  let ready: Updater | null = null;
  let staged = false;
  let timer: unknown = null;

  const become = (next: Updates): Updates => {
    state = next;
    for (const listener of listeners) listener(next);
    return next;
  };
  const open = (): Promise<Updater> => {
    if ('off' in source) throw new Error(source.off.message);
    updater ??= source.open();
    return updater;
  };
  const failed = (what: string, error: unknown, version: string | null): Updates => {
    log.warn(`updates: ${what} failed: ${messageOf(error)}`);
    return become({ state: 'failed', message: troubleOf(error), version });
  };

  async function lookNow(): Promise<Updates> {
    become({ state: 'looking' });
    lookedAt = clock.now();
    try {
      const found = await (await open()).look();
      if (found === null) return become({ state: 'idle', lookedAt: now() });
      log.info(`updates: there is ${found.version}`);
      return become({ state: 'found', ...found });
    } catch (error) {
      return failed('the look', error, null);
    } finally {
      schedule();
    }
  }

  async function fetchNow(version: string): Promise<void> {
    become({ state: 'fetching', version, done: 0 });
    try {
      const opened = await open();
      await opened.fetch((done) => {
        const percent = Math.floor(Math.min(Math.max(done, 0), 1) * 100) / 100;
        if (state.state === 'fetching' && state.done !== percent) become({ ...state, done: percent });
      });
      ready = opened;
      become({ state: 'ready', version });
      log.info(`updates: ${version} is installed when Daytrail is quit`);
    } catch (error) {
      failed(`fetching ${version}`, error, version);
      schedule();
    }
  }

  const mayLook = () => state.state === 'idle' || state.state === 'found' || state.state === 'failed';
  const look = async (): Promise<Updates> => {
    if (looking === null && !mayLook()) return state;
    looking ??= lookNow().finally(() => {
      looking = null;
    });
    return looking;
  };

  function schedule(): void {
    if (timer !== null) clock.clear(timer);
    timer = null;
    if (!mayLook()) return;
    const since = clock.now() - started;
    const { daily } = config.current.updates;
    const wait = nextLook({ daily, since, lookedAt: lookedAt === null ? null : lookedAt - started });
    if (wait === null) return;
    timer = clock.set(Math.min(wait, WAKE_EVERY_MS), () => {
      if (wait > WAKE_EVERY_MS) schedule();
      else void look();
    });
  }
  const unsubscribe = config.onChange(schedule);
  schedule();

  return {
    state: () => state,
    look,
    install: () => {
      const version = state.state === 'found' || state.state === 'failed' ? state.version : null;
      if (version === null)
        throw new StoreError('invalid', 'There is no newer Daytrail to install. Look for one first.');
      void fetchNow(version);
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stage: async () => {
      if (ready === null) return;
      try {
        await ready.stage();
        staged = true;
      } catch (error) {
        // Daytrail ends all the same, and is updated another time.
        log.warn(`updates: handing over failed: ${messageOf(error)}`);
      }
    },
    finish: () => {
      if (staged) ready?.install();
    },
    dispose: () => {
      if (timer !== null) clock.clear(timer);
      unsubscribe();
      listeners.clear();
    },
  };
}
