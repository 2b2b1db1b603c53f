/** When nothing is recorded, as a pause and the recording hours want it. Pure. */
import type { PauseLength, RecordingNow } from '../../preload/contract/pause.ts';
import { MICROS_PER_SECOND, type Micros } from '../events/event.ts';
import { covers, type Stretch } from '../store/unrecorded.ts';
import { type Hours, outsideHours, type Zone } from './hours.ts';

/** As it is kept, so that it holds after a restart, and so that what it left out stays known. */
export interface Pause {
  /** When it began; null: there was none. */
  readonly from: Micros | null;
  /** When it ends by itself; null: only when it is resumed. */
  readonly until: Micros | null;
  /** When somebody ended it; null: nobody did. */
  readonly resumed: Micros | null;
}

export interface RecordingWishes {
  readonly pause: Pause;
  readonly hours: Hours;
}

/** When a day begins: who is up after midnight still lives in the day before. */
const DAY_BEGINS_MINUTES = 4 * 60;
const MINUTE: Micros = 60 * MICROS_PER_SECOND;

/** A pause that ends so much later than now. It begins now, or with the one that goes on. */
export function pauseFor(length: PauseLength, now: Micros, zone: Zone, present: Pause): Pause {
  return { from: isOn(present, now) ? present.from : now, until: endOf(length, now, zone), resumed: null };
}

function endOf(length: PauseLength, now: Micros, zone: Zone): Micros | null {
  switch (length) {
    case 'quarter':
      return now + 15 * MINUTE;
    case 'hour':
      return now + 60 * MINUTE;
    case 'tomorrow': {
      const [year, month, day] = zone.day(now);
      const today = zone.moment(year, month, day, DAY_BEGINS_MINUTES);
      return today > now ? today : zone.moment(year, month, day + 1, DAY_BEGINS_MINUTES);
    }
    case 'resumed':
      return null;
  }
}

/** The same one, ended now; a pause that is over already, or none, stays as it is. */
export function resumed(pause: Pause, now: Micros): Pause {
  return isOn(pause, now) ? { ...pause, resumed: now } : pause;
}

/**
 * What holds now. A pause goes before the hours, and what both leave out ends when both have; a clock that was set back
 * before its beginning does not end a pause.
 */
export function recordingAt(wishes: RecordingWishes, now: Micros, zone: Zone): RecordingNow {
  const { pause } = wishes;
  if (isOn(pause, now)) return { state: 'paused', until: pause.until };
  const outside = outsideHours(wishes.hours, now, zone);
  const present = outside.find((stretch) => covers(stretch, now));
  if (present !== undefined) return { state: 'off-hours', until: present.to };
  return { state: 'recording', until: outside.find(({ from }) => from > now)?.from ?? null };
}

/** The parts of time around now of which nothing is to be recorded, past ones and those to come, in no order. */
export function notRecorded({ pause, hours }: RecordingWishes, now: Micros, zone: Zone): readonly Stretch[] {
  const outside = outsideHours(hours, now, zone);
  if (pause.from === null) return outside;
  const to = pause.resumed ?? pause.until;
  return [{ from: isOn(pause, now) ? Math.min(pause.from, now) : pause.from, to }, ...outside];
}

function isOn({ from, until, resumed }: Pause, now: Micros): boolean {
  return from !== null && resumed === null && (until === null || now < until);
}
