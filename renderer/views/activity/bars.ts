/** The bars of a period's chart: how long somebody was there in each of its parts, and where each leads. */
import type { PeriodActivity } from '../../../preload/contract/activity.ts';
import { countsToTwelve, type Times } from '../../format/times.ts';
import { formatPlace } from '../../state/place.ts';
import { type Calendar, dateOf } from '../../timeline/day.ts';
import type { Range } from '../../timeline/micros.ts';
import type { Period, PeriodKind } from '../../timeline/period.ts';
import type { Bar } from './chart.tsx';

/** What the parts of each are. */
export const PART_OF: Readonly<Record<PeriodKind, string>> = { day: 'hour', week: 'day', month: 'day', year: 'month' };

export function barsOf(
  { kind }: Period,
  parts: readonly Range[],
  activity: PeriodActivity | undefined,
  times: Times,
  calendar: Calendar,
): readonly Bar[] {
  const active = new Map(activity?.window?.parts.map((part) => [part.start, part.duration]));
  const format = (options: Intl.DateTimeFormatOptions) => {
    const ready = new Intl.DateTimeFormat(times.locale, { ...options, timeZone: times.timeZone });
    return ({ start }: Range) => ready.format(start / 1000);
  };
  // 10 AM: with its minutes an hour of twelve would run into the next.
  const wholeHour = format({ hour: 'numeric' });
  const minute = new Intl.DateTimeFormat('en', { minute: 'numeric', timeZone: times.timeZone });
  const hour = (part: Range) =>
    countsToTwelve(times.locale) && minute.format(part.start / 1000) === '0' ? wholeHour(part) : times.time(part.start);
  const written: Readonly<Record<PeriodKind, { tick: (part: Range) => string; name: (part: Range) => string }>> = {
    day: { tick: hour, name: (part) => times.span(part) },
    week: { tick: format({ weekday: 'short', day: 'numeric' }), name: ({ start }) => times.day(start) },
    month: { tick: format({ day: 'numeric' }), name: ({ start }) => times.day(start) },
    year: { tick: format({ month: 'short' }), name: format({ month: 'long', year: 'numeric' }) },
  };
  const { tick, name } = written[kind];
  const whereTo = (part: Range): string =>
    kind === 'week' || kind === 'month'
      ? formatPlace({ kind: 'day', date: dateOf(part.start, calendar) })
      : formatPlace({ kind: 'stretch', range: part });
  return parts.map((part) => ({
    start: part.start,
    tick: tick(part),
    name: name(part),
    active: active.get(part.start) ?? 0,
    href: whereTo(part),
  }));
}
