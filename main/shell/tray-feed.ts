/**
 * Keeps the tray at how Daytrail stands: on every change, and when time alone changes what is true (a watcher that falls silent
 * sends nothing that says so).
 */

import { type Clock, systemClock } from '../lifecycle/clock.ts';
import type { StandingSource } from './standing.ts';
import type { TrayIcon } from './tray.ts';
import { type Saying, type TrayState, trayState } from './tray-state.ts';

/** A moment far ahead (a watcher whose clock is wrong) is looked at again before a timer could overflow. */
const LONGEST_WAIT_MS = 3_600_000;

export interface TrayFeedParts {
  readonly standing: StandingSource;
  readonly createTray: (first: TrayState) => TrayIcon;
  readonly say: Saying;
  /** Wall clock, µs. */
  readonly now?: () => number;
  readonly clock?: Clock;
}

/** Returns what ends it. */
export function feedTray(parts: TrayFeedParts): () => void {
  const { standing, createTray, say, now = () => Date.now() * 1000, clock = systemClock } = parts;
  let timer: unknown = null;

  const state = () => trayState(standing.get(), now(), say);
  const wakeAt = ({ until }: TrayState) => {
    if (timer !== null) clock.clear(timer);
    timer = until === null ? null : clock.set(Math.min(Math.ceil((until - now()) / 1000), LONGEST_WAIT_MS), update);
  };
  const update = () => {
    const next = state();
    tray.update(next);
    wakeAt(next);
  };

  const first = state();
  const tray = createTray(first);
  wakeAt(first);
  const unsubscribe = standing.onChange(update);
  return () => {
    unsubscribe();
    if (timer !== null) clock.clear(timer);
  };
}
