/** Why Daytrail ends, and how long that may take. Data only. */

export type Cause =
  /** A person chose Quit: tray, menu, Cmd-Q, the window. */
  | 'quit'
  /** SIGTERM, SIGINT or SIGHUP. systemd and shells escalate to SIGKILL, some after 5 s. */
  | 'signal'
  /** Linux and macOS: powerMonitor `shutdown`. logind's delay lock lasts 5 s (InhibitDelayMaxSec). */
  | 'os-shutdown'
  /** Windows: `session-end`. Only synchronous work is sure to be done, so the shell flushes (StoreHandle.flushSync) first. */
  | 'session-end'
  /** The last-resort handler. */
  | 'fatal';

export interface CauseRule {
  /** For the whole shutdown. */
  readonly deadlineMs: number;
  /** Whether a person is there who can be asked, and the deadline may wait for the answer. */
  readonly interactive: boolean;
}

export const CAUSES: Readonly<Record<Cause, CauseRule>> = {
  quit: { deadlineMs: 10_000, interactive: true },
  signal: { deadlineMs: 4000, interactive: false },
  'os-shutdown': { deadlineMs: 4000, interactive: false },
  'session-end': { deadlineMs: 2000, interactive: false },
  fatal: { deadlineMs: 2000, interactive: false },
};

/**
 * In this order. `stop-inputs`: take nothing new (watchers, the window's door). `drain`: hand over what was taken.
 * `close-store`: commit, close, await the ack and the thread's exit. `last`: what the others still needed.
 */
export const PHASES = ['stop-inputs', 'drain', 'close-store', 'last'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * The part of the deadline that has passed, at the latest, when a phase is left behind, so that one that hangs cannot
 * take the store's time.
 */
export const LATEST_END: Readonly<Record<Phase, number>> = {
  'stop-inputs': 0.2,
  drain: 0.35,
  'close-store': 0.95,
  last: 1,
};
