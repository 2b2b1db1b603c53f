/** When the next backup is due. Pure; moments are those of the wall clock, so that sleep counts. */
import { MICROS_PER_SECOND, type Micros } from '../events/event.ts';

const MINUTE: Micros = 60 * MICROS_PER_SECOND;
const HOUR: Micros = 60 * MINUTE;
/** After a start, so that whoever switches on a little earlier than the day before has one for each day. */
const AT_START: Micros = 20 * HOUR;
const DAILY: Micros = 24 * HOUR;
const PAUSES: readonly Micros[] = [5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR];

export interface Failed {
  readonly at: Micros;
  /** How many failed in a row. */
  readonly times: number;
}

export interface BackupWishes {
  /** When the newest backup was made; null: there is none. */
  readonly newest: Micros | null;
  /** Null: the last one did not. */
  readonly failed: Failed | null;
  readonly isFirstLook: boolean;
}

/** When one that failed is tried again. */
export function triedAgainAt({ at, times }: Failed): Micros {
  return at + (PAUSES[Math.min(times, PAUSES.length) - 1] ?? 0);
}

/** What lies in the future, as a clock that was wrong has left it, keeps nobody waiting. */
export function isDue({ newest, failed, isFirstLook }: BackupWishes, now: Micros): boolean {
  if (failed !== null) return now >= triedAgainAt(failed) || now < failed.at;
  return newest === null || newest > now || now - newest >= (isFirstLook ? AT_START : DAILY);
}
