/**
 * Pausing and recording hours as they hold now: kept in the configuration, known to the store's thread, which lets nothing
 * in that was meant to be left out, and to the built-in watchers, which end what they record at that moment.
 *
 * Moments are those of the wall clock. Timers stand still while a computer sleeps, so it is looked at now and then.
 */
import type { PauseLength, RecordingNow } from '../../preload/contract/pause.ts';
import type { Micros } from '../events/event.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import type { Watchers } from '../watchers/watchers.ts';
import { policyOf } from './access-door.ts';
import { type Clock, systemClock } from './clock.ts';
import type { ConfigFile } from './config.ts';
import { systemZone } from './hours.ts';
import type { Log } from './log.ts';
import { pauseFor, recordingAt, resumed } from './pause.ts';

export interface PauseDoor {
  state(): RecordingNow;
  /** Resolves when it holds; StoreError `unwritable` or `invalid` where it cannot be kept, and then it does not. */
  pause(length: PauseLength): Promise<void>;
  resume(): Promise<void>;
  onChange(listener: () => void): () => void;
  dispose(): void;
}

export interface PauseDoorOptions {
  readonly config: ConfigFile;
  readonly store: Pick<StoreHandle, 'setPolicy' | 'dayStart'>;
  readonly watchers: Pick<Watchers, 'pause' | 'resume'>;
  readonly log: Log;
  /** The wall clock, µs. */
  readonly now?: () => Micros;
  readonly clock?: Clock;
}

/** The longest that a moment may be noticed too late, by the watchers; the store goes by the moment itself. */
const LOOK_EVERY_MS = 30_000;

const SAID = { recording: 'goes on', paused: 'paused', 'off-hours': 'outside the hours' } as const;

export function createPauseDoor(options: PauseDoorOptions): PauseDoor {
  const { config, store, watchers, log, now = () => Date.now() * 1000, clock = systemClock } = options;
  const listeners = new Set<() => void>();
  let timer: unknown = null;
  let told: RecordingNow = { state: 'recording', until: null };

  const here = () => ({ now: now(), zone: systemZone, dayStart: store.dayStart() });
  const send = () => store.setPolicy(policyOf(config, now()));
  const look = (): boolean => {
    const state = recordingAt(config.current, now(), systemZone);
    const isNews = state.state !== told.state || state.until !== told.until;
    if (state.state === 'recording') watchers.resume();
    else watchers.pause();
    if (state.state !== told.state) log.info(`recording: ${SAID[state.state]}`);
    told = state;
    if (timer !== null) clock.clear(timer);
    timer = state.until === null ? null : clock.set(waitFor(state.until), lookAgain);
    if (isNews) for (const listener of listeners) listener();
    return isNews;
  };
  const waitFor = (until: Micros) => Math.max(0, Math.min(Math.ceil((until - now()) / 1000), LOOK_EVERY_MS));
  const lookAgain = () => {
    // What comes next is not in the policy yet.
    if (look()) void send();
  };
  // Whoever owns the policy's other half sends it after each change.
  const forget = config.onChange(look);
  look();

  return {
    state: () => told,
    async pause(length) {
      config.reload();
      config.change({ pause: pauseFor(length, here(), config.current.pause) });
      await send();
    },
    async resume() {
      config.reload();
      config.change({ pause: resumed(config.current.pause, now()) });
      await send();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      forget();
      if (timer !== null) clock.clear(timer);
      listeners.clear();
    },
  };
}
