/**
 * When the imaginary person was at the computer on a day, and when the computer was on without them.
 * Clock times are those of the wall in the given zone, so that a stretch can cross a change of daylight saving.
 */
import type { Temporal } from 'temporal-polyfill';
import type { Micros } from '../../main/events/event.ts';
import type { Occasion } from './episodes.ts';
import type { Random } from './random.ts';

export interface Stretch {
  readonly start: Micros;
  readonly end: Micros;
  readonly occasion: Occasion;
  /** The computer stayed on afterwards, until then; equal to `end` where it was put to sleep. */
  readonly onUntil: Micros;
}

const MINUTE = 60_000_000;

/** In order, apart from each other, and none ending later than 04:00 of the next day. */
export function stretchesOf(random: Random, day: Temporal.PlainDate, zone: string): readonly Stretch[] {
  const clock = (hours: number): Micros => {
    const [date, hour] = hours < 24 ? [day, hours] : [day.add({ days: 1 }), hours - 24];
    const minutes = Math.floor(hour * 60);
    const wall = date.toPlainDateTime({ hour: Math.floor(minutes / 60), minute: minutes % 60 });
    return wall.toZonedDateTime(zone).epochMilliseconds * 1000 + Math.floor((hour * 60 - minutes) * MINUTE);
  };
  const stretches: Stretch[] = [];
  const add = (from: number, to: number, occasion: Occasion, onFor: number): void => {
    const [start, end] = [clock(from), clock(Math.min(to, 28))];
    if (end > start) stretches.push({ start, end, occasion, onUntil: end + Math.floor(onFor * MINUTE) });
  };

  const free = random.chance(0.07);
  const weekend = day.dayOfWeek > 5;
  let time = weekend || free ? 9.5 + random.next() * 3 : 8 + random.next() * 1.4;
  if (weekend || free) {
    // A day off: one or two sittings, or none at all.
    for (let sittings = random.int(0, 2); sittings > 0; sittings--) {
      const length = 0.6 + random.next() * 2.6;
      add(time, time + length, 'weekend', random.chance(0.5) ? 8 : 0);
      time += length + 1.5 + random.next() * 3;
    }
  } else {
    // Work in sittings of an hour or so, with breaks of a few minutes and a longer one at noon; the computer stays on.
    const evening = 16.6 + random.next() * 1.8;
    let lunch = false;
    while (time < evening) {
      const length = Math.min(0.2 + random.next() * 1.25, evening - time);
      let pause = 0.06 + random.next() * 0.3;
      if (!lunch && time + length > 11.7) {
        lunch = true;
        pause = 0.6 + random.next() * 0.5;
      }
      const last = time + length + pause >= evening;
      add(time, time + length, 'work', last ? 5 : pause * 60 - 0.2);
      time += length + pause;
    }
  }
  if (random.chance(weekend ? 0.55 : 0.5)) {
    const start = Math.max(time + 0.5, 19.5 + random.next() * 1.8);
    const late = random.chance(0.12) ? 2.5 : 0;
    // Now and then the computer is forgotten, on, till the morning.
    add(
      start,
      start + 0.5 + random.next() * 2.2 + late,
      'evening',
      random.chance(0.04) ? 200 : random.chance(0.4) ? 10 : 0,
    );
  }
  return stretches;
}
