/**
 * Makes a backup each day, at the first quiet moment after it is due (backup-times.ts). Timers stand still while a computer
 * sleeps, so it is looked at now and then, by the wall clock.
 */
import type { Micros } from '../events/event.ts';
import type { BackupDoor } from './backup-door.ts';
import { isDue } from './backup-times.ts';
import { type Clock, systemClock } from './clock.ts';

export interface BackupSchedule {
  dispose(): void;
}

export interface BackupScheduleOptions {
  readonly door: Pick<BackupDoor, 'newest' | 'failed' | 'make'>;
  /** Whether nothing is going on that a backup would be in the way of, or would fail for. */
  readonly isQuiet: () => Promise<boolean>;
  /** The wall clock, µs. */
  readonly now?: () => Micros;
  readonly clock?: Clock;
}

/** A session that has just begun has other things to read and write. */
const FIRST_LOOK_MS = 60_000;
const LOOK_EVERY_MS = 300_000;
const QUIET_AGAIN_MS = 60_000;

export function createBackupSchedule(options: BackupScheduleOptions): BackupSchedule {
  const { door, isQuiet, now = () => Date.now() * 1000, clock = systemClock } = options;
  let isFirstLook = true;
  let disposed = false;
  let timer: unknown = clock.set(FIRST_LOOK_MS, () => void look());

  async function look(): Promise<void> {
    const wait = await attempt().catch(() => LOOK_EVERY_MS);
    if (!disposed) timer = clock.set(wait, () => void look());
  }

  /** How long to wait for the next look. The door tells of what fails. */
  async function attempt(): Promise<number> {
    const { failed } = door;
    if (isDue({ newest: door.newest(), failed, isFirstLook }, now())) {
      if (!(await isQuiet())) return QUIET_AGAIN_MS;
      if (!disposed) await door.make();
    }
    isFirstLook = false;
    return LOOK_EVERY_MS;
  }

  return {
    dispose() {
      disposed = true;
      clock.clear(timer);
    },
  };
}
