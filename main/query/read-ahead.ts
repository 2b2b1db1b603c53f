/**
 * What a person will look at first: the last day, and what they did in it beside the day before. Read ahead, the events are
 * in memory, the person's categories are known of their data, and what is asked of any other day finds a thread whose code
 * has run before, which is the larger part of a first answer.
 */
import type { ActivityQuery } from '../../preload/contract/activity.ts';
import type { TimelineQuery } from '../../preload/contract/schemas.ts';
import { type Bucket, MICROS_PER_SECOND, type Micros } from '../events/event.ts';

const DAY: Micros = 86_400 * MICROS_PER_SECOND;
/** More are not asked for at once. */
const MOST_HOSTS = 100;

export interface ReadAhead {
  readonly timeline: TimelineQuery;
  /** As the window asks, but for the categories. Null where no windows are recorded. */
  readonly activity: ActivityQuery | null;
}

/** Null of a record without events. */
export function readAheadOf(buckets: readonly Pick<Bucket, 'type' | 'hostname' | 'end'>[]): ReadAhead | null {
  const end = Math.max(...buckets.map((bucket) => bucket.end ?? Number.NEGATIVE_INFINITY));
  if (!Number.isFinite(end)) return null;
  const start = end - DAY;
  const windows = buckets.filter(({ type, hostname }) => type === 'currentwindow' && hostname !== '');
  const hosts = [...new Set(windows.map(({ hostname }) => hostname))].slice(0, MOST_HOSTS);
  return {
    timeline: { start, end, resolution: DAY / 1000 },
    activity: hosts.length === 0 ? null : activityUntil(end, hosts),
  };
}

/** The day, in parts, and the one before. */
function activityUntil(end: Micros, hosts: string[]): ActivityQuery {
  const start = end - DAY;
  return {
    periods: [
      { start, end },
      { start: start - DAY, end: start },
    ],
    hosts,
    sections: ['window', 'browser'],
    parts: [start + DAY / 2],
  };
}
