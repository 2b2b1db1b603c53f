/**
 * Which moments the axis marks and how they read, from tenths of a second to decades, in the person's locale and zone.
 * Marks stand where the clock on the wall shows a round time, also on days of 23 or 25 hours: an hour that comes twice is
 * marked twice, one that is skipped not at all.
 */
import { Temporal } from 'temporal-polyfill';
import { countsToTwelve } from '../format/times.ts';
import { clockAt } from './day.ts';
import { DAY, HOUR, MILLISECOND, MINUTE, type Micros, type Range, SECOND } from './micros.ts';

type Unit = 'time' | 'day' | 'week' | 'month' | 'year';

export interface Step {
  readonly unit: Unit;
  /** µs for `time`; else how many of the unit. */
  readonly size: number;
  /** The shortest that it can last, in µs. */
  readonly length: Micros;
  /** The step of the fine lines between marks. */
  readonly fine: FineStep | null;
}
type FineStep = Pick<Step, 'unit' | 'size' | 'length'>;

export interface Mark {
  readonly at: Micros;
  readonly label: string;
}

/** A stretch that marks lie in (a day, a month, a year); `labels` from the longest to the shortest. */
export interface Era {
  readonly at: Micros;
  readonly labels: readonly string[];
}

const time = (size: Micros): FineStep => ({ unit: 'time', size, length: size });
const of = (unit: Exclude<Unit, 'time'>, size: number): FineStep => {
  const shortest = { day: 23 * HOUR, week: 7 * DAY - HOUR, month: 28 * DAY - HOUR, year: 365 * DAY - HOUR }[unit];
  return { unit, size, length: size * shortest };
};
const step = (main: FineStep, fine: FineStep | null): Step => ({ ...main, fine });

export const STEPS: readonly Step[] = [
  step(time(10 * MILLISECOND), time(2 * MILLISECOND)),
  step(time(100 * MILLISECOND), time(20 * MILLISECOND)),
  step(time(500 * MILLISECOND), time(100 * MILLISECOND)),
  step(time(SECOND), time(200 * MILLISECOND)),
  step(time(5 * SECOND), time(SECOND)),
  step(time(10 * SECOND), time(2 * SECOND)),
  step(time(30 * SECOND), time(5 * SECOND)),
  step(time(MINUTE), time(10 * SECOND)),
  step(time(2 * MINUTE), time(30 * SECOND)),
  step(time(5 * MINUTE), time(MINUTE)),
  step(time(10 * MINUTE), time(2 * MINUTE)),
  step(time(15 * MINUTE), time(5 * MINUTE)),
  step(time(30 * MINUTE), time(10 * MINUTE)),
  step(time(HOUR), time(15 * MINUTE)),
  step(time(2 * HOUR), time(30 * MINUTE)),
  step(time(3 * HOUR), time(HOUR)),
  step(time(6 * HOUR), time(HOUR)),
  step(time(12 * HOUR), time(3 * HOUR)),
  step(of('day', 1), time(6 * HOUR)),
  step(of('day', 2), of('day', 1)),
  step(of('week', 1), of('day', 1)),
  step(of('week', 2), of('week', 1)),
  step(of('month', 1), of('week', 1)),
  step(of('month', 3), of('month', 1)),
  step(of('month', 6), of('month', 1)),
  step(of('year', 1), of('month', 3)),
  step(of('year', 2), of('year', 1)),
  step(of('year', 5), of('year', 1)),
  step(of('year', 10), of('year', 2)),
  step(of('year', 50), of('year', 10)),
];

/** The finest step whose marks have room; `room` is the width in pixels that a label of that step needs. */
export function chooseStep(microsPerPixel: number, room: (step: Step) => number): Step {
  const fitting = STEPS.find((candidate) => candidate.length / microsPerPixel >= room(candidate));
  return fitting ?? (STEPS[STEPS.length - 1] as Step);
}

/** Every moment of a step in the range, in order. */
export function momentsOf(fine: FineStep, range: Range, zone: string): readonly Micros[] {
  return fine.unit === 'time' ? clockMoments(fine.size, range, zone) : dateMoments(fine.unit, fine.size, range, zone);
}

function clockMoments(size: Micros, range: Range, zone: string): Micros[] {
  const moments: Micros[] = [];
  let start = range.start;
  while (start <= range.end) {
    const clock = clockAt(start, zone);
    const offset = clock.offsetNanoseconds / 1000;
    const change = clock.getTimeZoneTransition('next');
    const end = change === null ? Number.POSITIVE_INFINITY : change.epochMilliseconds * 1000;
    const first = Math.ceil((start + offset) / size) * size - offset;
    for (let at = first; at < end && at <= range.end; at += size) moments.push(at);
    start = end;
  }
  return moments;
}

function dateMoments(unit: Exclude<Unit, 'time'>, size: number, range: Range, zone: string): Micros[] {
  const moments: Micros[] = [];
  let date = firstDate(unit, size, clockAt(range.start, zone).toPlainDate());
  const add = { [`${unit}s`]: size };
  for (;;) {
    const at = date.toZonedDateTime(zone).epochMilliseconds * 1000;
    if (at > range.end) return moments;
    if (at >= range.start) moments.push(at);
    date = date.add(add);
  }
}

const EPOCH = Temporal.PlainDate.from('1970-01-01');

/** The last date at or before `date` that a count of whole steps from a fixed beginning reaches. */
function firstDate(unit: Exclude<Unit, 'time'>, size: number, date: Temporal.PlainDate): Temporal.PlainDate {
  const back = (from: number, by: number) => ((from % by) + by) % by;
  switch (unit) {
    case 'day':
      return date.subtract({ days: back(EPOCH.until(date).days, size) });
    case 'week': {
      const monday = date.subtract({ days: date.dayOfWeek - 1 });
      return monday.subtract({ days: 7 * back(Math.floor((EPOCH.until(monday).days + 3) / 7), size) });
    }
    case 'month':
      return date.with({ day: 1, month: date.month - back(date.month - 1, size) });
    case 'year':
      return date.with({ day: 1, month: 1, year: date.year - back(date.year, size) });
  }
}

/** What the labels are made with; building one is costly, so that a timeline keeps it. */
export interface Wording {
  label(step: Step, at: Micros): string;
  /** The longest labels of a step, to measure. */
  samples(step: Step): readonly string[];
  eraLabels(step: Step, at: Micros): readonly string[];
}

export function createWording(locale: string, zone: string): Wording {
  const formats = new Map<string, Intl.DateTimeFormat>();
  const format = (options: Intl.DateTimeFormatOptions, at: Micros): string => {
    const key = JSON.stringify(options);
    let made = formats.get(key);
    if (made === undefined) {
      made = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
      formats.set(key, made);
    }
    return made.format(at / 1000);
  };
  const twelve = countsToTwelve(locale);
  const hour = twelve ? 'numeric' : '2-digit';

  const options = ({ unit, size }: FineStep): Intl.DateTimeFormatOptions => {
    if (unit === 'year') return { year: 'numeric' };
    if (unit === 'month') return { month: 'short' };
    if (unit === 'week') return { day: 'numeric', month: 'short' };
    if (unit === 'day') return { weekday: 'short', day: 'numeric' };
    if (size % HOUR === 0) return twelve ? { hour } : { hour, minute: '2-digit' };
    if (size % MINUTE === 0) return { hour, minute: '2-digit' };
    if (size % SECOND === 0) return { hour, minute: '2-digit', second: '2-digit' };
    const digits = size % (100 * MILLISECOND) === 0 ? 1 : 2;
    return { hour, minute: '2-digit', second: '2-digit', fractionalSecondDigits: digits };
  };
  const label = (main: FineStep, at: Micros) => format(options(main), at);

  return {
    label,
    samples: (main) => SAMPLES.map((at) => label(main, at)),
    eraLabels(main, at) {
      switch (eraUnit(main)) {
        case 'day':
          return [
            format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, at),
            format({ weekday: 'short', day: 'numeric', month: 'short' }, at),
            format({ weekday: 'short', day: 'numeric' }, at),
            format({ day: 'numeric', month: 'numeric' }, at),
          ];
        case 'month':
          return [
            format({ month: 'long', year: 'numeric' }, at),
            format({ month: 'short', year: 'numeric' }, at),
            format({ month: 'short' }, at),
          ];
        case 'year':
          return [format({ year: 'numeric' }, at)];
        case null:
          return [];
      }
    },
  };
}

/** Wide digits, long months and weekdays, before and after noon. */
const SAMPLES: readonly Micros[] = [
  Date.UTC(2026, 8, 30, 10, 48, 48, 880) * 1000,
  Date.UTC(2026, 4, 24, 22, 58, 58, 880) * 1000,
];

/** What is named once above the marks of a step: days over hours, months over days, years over months. */
function eraUnit(main: FineStep): 'day' | 'month' | 'year' | null {
  if (main.unit === 'time') return 'day';
  if (main.unit === 'day') return 'month';
  return main.unit === 'year' ? null : 'year';
}

export const marksOf = (main: Step, range: Range, zone: string, wording: Wording): readonly Mark[] =>
  momentsOf(main, range, zone).map((at) => ({ at, label: wording.label(main, at) }));

/** The eras that the range touches; the first one began at or before its start. */
export function erasOf(main: Step, range: Range, zone: string, wording: Wording): readonly Era[] {
  const unit = eraUnit(main);
  if (unit === null) return [];
  const start = firstDate(unit, 1, clockAt(range.start, zone).toPlainDate()).toZonedDateTime(zone);
  const from = Math.min(range.start, start.epochMilliseconds * 1000);
  return momentsOf(of(unit, 1), { start: from, end: range.end }, zone).map((at) => ({
    at,
    labels: wording.eraLabels(main, at),
  }));
}
