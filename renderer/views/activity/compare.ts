/** How long something was, in words, alone and beside something else. Lengths are µs. */
import { length } from '../../format/times.ts';
import { HOUR, MINUTE, type Micros } from '../../timeline/micros.ts';
import type { PeriodKind } from '../../timeline/period.ts';

/** 35 h 20 min, 143 h: time that was worked is counted in hours, not in days of 24 of them. */
export function worked(time: Micros): string {
  if (time < 10 * HOUR) return length(time);
  if (time >= 100 * HOUR) return `${Math.round(time / HOUR)} h`;
  const minutes = Math.round(time / MINUTE);
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `soFar`: the period is not over, and the one before was looked at up to the same time only. */
export function compare(active: Micros, before: Micros, kind: PeriodKind, soFar: boolean): string {
  const other = soFar ? `the ${kind} before by this time` : `the ${kind} before`;
  if (before === 0) return active === 0 ? '' : `nothing ${other}`;
  const difference = active - before;
  if (Math.abs(difference) < MINUTE) return `as much as ${other}`;
  return `${worked(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'} than ${other}`;
}

/** Of the whole, to the percent; what is something is never said to be none. */
export function share(part: Micros, whole: Micros): string {
  if (whole <= 0 || part <= 0) return '0 %';
  const percent = (100 * part) / whole;
  return percent < 1 ? '< 1 %' : `${Math.round(percent)} %`;
}
