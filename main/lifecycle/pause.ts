/** When nothing is recorded, as a pause and the recording hours want it. Pure. */
import type { PauseLength, RecordingNow } from '../../preload/contract/pause.ts';
import { MICROS_PER_SECOND, type Micros } from '../events/event.ts';
import type { DayStart } from '../store/day-start.ts';
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

const MINUTE: Micros = 60 * MICROS_PER_SECOND;

/** What the present is for whoever pauses. */
export interface Present {
  readonly now: Micros;
  readonly zone: Zone;
  readonly dayStart: DayStart;
}

/** A pause that ends so much later than now. It begins now, or with the one that goes on. */
export function pauseFor(length: PauseLength, present: Present, before: Pause): Pause {
  const { now } = present;
  return { from: isOn(before, now) ? before.from : now, until: endOf(length, present), resumed: null };
}

function endOf(length: PauseLength, { now, zone, dayStart }: Present): Micros | null {
  switch (length) {
    case 'quarter':
      return now + 15 * MINUTE;
    case 'hour':
      return now + 60 * MINUTE;
    case 'tomorrow': {
      const [year, month, day] = zone.day(now);
      const today = zone.moment(year, month, day, dayStart);
      return today > now ? today : zone.moment(year, month, day + 1, dayStart);
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
