/**
 * Parts of time of which nothing is recorded, since a person paused it or does not want to be recorded then. It goes by
 * when something happened, not by when it is told: what comes late is recorded or left out as it would have been.
 */
import type { Micros, NewEvent } from '../events/event.ts';

/** `to` null: without an end. */
export interface Stretch {
  readonly from: Micros;
  readonly to: Micros | null;
}

/**
 * ActivityWatch's type for what people say they do (its stopwatch). That is no recording of them, and is always taken.
 */
export const OWN_WORD = 'general.stopwatch';

/**
 * What of the event is outside all stretches; null: nothing. Where it reaches over a stretch and on, that is what follows the
 * stretch: what goes before it was told before.
 */
export function outside<E extends NewEvent>(stretches: readonly Stretch[], event: E): E | null {
  // What ends before it begins is refused later.
  if (!(event.end >= event.start)) return event;
  if (event.end === event.start) return stretches.some((each) => covers(each, event.start)) ? null : event;
  let { start, end } = event;
  for (const { from, to } of [...stretches].sort((a, b) => b.from - a.from)) {
    if ((to !== null && to <= start) || from >= end) continue;
    if (to !== null && to < end) start = to;
    else end = from;
    if (end <= start) return null;
  }
  return start === event.start && end === event.end ? event : { ...event, start, end };
}

export const covers = ({ from, to }: Stretch, at: Micros): boolean => from <= at && (to === null || at < to);

/** How far before `start` an event may have ended that is lengthened to it: never beyond such a stretch. */
export function bridged(stretches: readonly Stretch[], start: Micros, pulsetime: Micros): Micros {
  let most = pulsetime;
  for (const { to } of stretches) if (to !== null && to <= start) most = Math.min(most, start - to);
  return most;
}
