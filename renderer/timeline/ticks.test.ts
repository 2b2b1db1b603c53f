import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayRange } from './day.ts';
import { DAY, HOUR, MILLISECOND, MINUTE, SECOND } from './micros.ts';
import { chooseStep, createWording, erasOf, marksOf, momentsOf, STEPS, type Step } from './ticks.ts';

const micros = (iso: string) => Date.parse(iso) * 1000;
const stepOf = (unit: Step['unit'], size: number): Step => {
  const found = STEPS.find((step) => step.unit === unit && step.size === size);
  if (found === undefined) throw new Error(`no step of ${size} ${unit}`);
  return found;
};
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ').replace(/,/g, '');
const labels = (step: Step, range: { start: number; end: number }, zone: string, locale = 'en-GB') =>
  marksOf(step, range, zone, createWording(locale, zone)).map((mark) => plain(mark.label));

describe('hour marks', () => {
  it('stand at round local hours, also where the zone is half an hour off', () => {
    const range = { start: micros('2026-11-22T04:40:00Z'), end: micros('2026-11-22T07:40:00Z') };
    expect(labels(stepOf('time', HOUR), range, 'Asia/Kolkata')).toEqual(['11:00', '12:00', '13:00']);
    expect(labels(stepOf('time', 3 * HOUR), range, 'Europe/Berlin')).toEqual(['06:00']);
  });

  it('skip the hour that a clock change takes', () => {
    const night = { start: micros('2026-03-28T23:00:00Z'), end: micros('2026-03-29T03:00:00Z') };
    expect(labels(stepOf('time', HOUR), night, 'Europe/Berlin')).toEqual(['00:00', '01:00', '03:00', '04:00', '05:00']);
  });

  it('mark the hour twice that a clock change gives', () => {
    const night = { start: micros('2026-10-24T22:00:00Z'), end: micros('2026-10-25T03:00:00Z') };
    expect(labels(stepOf('time', HOUR), night, 'Europe/Berlin')).toEqual([
      '00:00',
      '01:00',
      '02:00',
      '02:00',
      '03:00',
      '04:00',
    ]);
  });

  it('follow the locale', () => {
    const range = { start: micros('2026-11-22T13:00:00Z'), end: micros('2026-11-22T14:00:00Z') };
    expect(labels(stepOf('time', HOUR), range, 'UTC', 'en-US')).toEqual(['1 PM', '2 PM']);
    expect(labels(stepOf('time', HOUR), range, 'UTC', 'de-DE')).toEqual(['13:00', '14:00']);
  });

  it('are as many as a day has hours', () => {
    const count = (date: string) =>
      momentsOf(stepOf('time', HOUR), dayRange(date, { timeZone: 'America/New_York', dayStart: 0 }), 'America/New_York')
        .length;
    // Both ends are marked.
    expect(count('2026-03-08')).toBe(24);
    expect(count('2026-06-08')).toBe(25);
    expect(count('2026-11-01')).toBe(26);
  });
});

describe('marks of days and more', () => {
  it('stand at the first moment of a local day, also where midnight is skipped', () => {
    const range = { start: micros('2018-11-03T12:00:00Z'), end: micros('2018-11-05T12:00:00Z') };
    expect(momentsOf(stepOf('day', 1), range, 'America/Sao_Paulo')).toEqual([
      micros('2018-11-04T03:00:00Z'),
      micros('2018-11-05T02:00:00Z'),
    ]);
  });

  it('stay where they are when the view moves', () => {
    for (const step of STEPS) {
      const start = micros('2026-01-15T10:20:30Z');
      const all = momentsOf(step, { start, end: start + 40 * step.length }, 'Europe/Berlin');
      const later = momentsOf(
        step,
        { start: start + 11 * step.length, end: start + 40 * step.length },
        'Europe/Berlin',
      );
      expect(all.slice(-later.length)).toEqual(later);
      expect(later.length).toBeGreaterThan(10);
    }
  });

  it('weeks begin on Monday, quarters in January, April, July and October', () => {
    const year = { start: micros('2026-01-01T00:00:00Z'), end: micros('2026-12-31T00:00:00Z') };
    expect(labels(stepOf('month', 3), year, 'UTC')).toEqual(['Jan', 'Apr', 'Jul', 'Oct']);
    for (const at of momentsOf(stepOf('week', 2), year, 'UTC')) expect(new Date(at / 1000).getUTCDay()).toBe(1);
  });
});

it('marks come in order, inside the range, never closer than the step says', () => {
  const zones = ['Europe/Berlin', 'Asia/Kolkata', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC'];
  fc.assert(
    fc.property(
      fc.integer({ min: micros('1950-01-01T00:00:00Z'), max: micros('2100-01-01T00:00:00Z') }),
      fc.constantFrom(...STEPS),
      fc.constantFrom(...zones),
      (start, step, zone) => {
        const range = { start, end: start + 30 * step.length };
        const moments = momentsOf(step, range, zone);
        expect(moments.length).toBeGreaterThan(5);
        for (const [index, at] of moments.entries()) {
          expect(at >= range.start && at <= range.end).toBe(true);
          const before = moments[index - 1];
          // A clock change brings marks of hours closer, and a zone that moved for good took up to two hours once.
          const least = step.unit === 'time' ? 1 : step.length - 2 * HOUR;
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(least);
        }
      },
    ),
    { numRuns: 150 },
  );
});

describe('the step', () => {
  it('is the finest that leaves room for its labels', () => {
    const room = () => 80;
    expect(chooseStep(DAY / 1200, room)).toBe(stepOf('time', 2 * HOUR));
    expect(chooseStep(SECOND / 1200, room)).toBe(stepOf('time', 100 * MILLISECOND));
    expect(chooseStep((3650 * DAY) / 1200, room)).toBe(stepOf('year', 1));
    expect(chooseStep((10_000 * 365 * DAY) / 100, room)).toBe(STEPS.at(-1));
  });

  it('gets coarser as the view gets longer', () => {
    let last = -1;
    for (let scale = 1; scale < 1e13; scale *= 1.3) {
      const index = STEPS.indexOf(chooseStep(scale, () => 70));
      expect(index).toBeGreaterThanOrEqual(last);
      last = index;
    }
  });
});

describe('what stands above the marks', () => {
  const wording = createWording('en-GB', 'Europe/Berlin');

  it('is the day above hours, from before the view on', () => {
    const range = { start: micros('2026-11-22T12:00:00Z'), end: micros('2026-11-23T12:00:00Z') };
    const days = erasOf(stepOf('time', 15 * MINUTE), range, 'Europe/Berlin', wording);
    expect(days.map((day) => plain(day.labels[0] ?? ''))).toEqual([
      'Sunday 22 November 2026',
      'Monday 23 November 2026',
    ]);
    expect(days[0]?.at).toBe(micros('2026-11-21T23:00:00Z'));
  });

  it('is the month above days, the year above months, nothing above years', () => {
    const range = { start: micros('2026-11-22T12:00:00Z'), end: micros('2027-01-02T12:00:00Z') };
    const first = (step: Step) => erasOf(step, range, 'UTC', wording).map((era) => era.labels[0]);
    expect(first(stepOf('day', 1))).toEqual(['November 2026', 'December 2026', 'January 2027']);
    expect(first(stepOf('month', 1))).toEqual(['2026', '2027']);
    expect(first(stepOf('year', 5))).toEqual([]);
  });
});
