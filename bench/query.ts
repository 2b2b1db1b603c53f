/**
 * What was done in a day, a week, a month and a year: natively through the bridge and as a query program over HTTP. Cold:
 * the first question after a start, once the last day was read ahead, the file in the system's memory. In a fresh thread:
 * the first question to a query thread, its start included, as after a while of quiet. Anew: another question about the
 * same time, so that nothing but the columns is remembered. Again: the same question. After a look: the first question but
 * one, a while after a day was looked at. Fails where the two do not give the same numbers.
 */
import { setTimeout } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { Temporal } from 'temporal-polyfill';
import { categoryProgram, desktopProgram } from '../main/query/activity/canonical-programs.ts';
import type { ChoosableBucket } from '../main/query/activity/host-buckets.ts';
import type { ReadCall } from '../main/query/reads.ts';
import type { ActivityQuery } from '../preload/contract/activity.ts';
import type { Bench, Benchmark, Figure, Goal } from './benchmark.ts';
import { CATEGORIES } from './query-categories.ts';
import { type DesktopAnswer, ofNative, ofProgram } from './query-compare.ts';
import { inFreshThread } from './support/fresh-thread.ts';
import type { Session } from './support/session.ts';
import { median } from './support/statistics.ts';
import { YEAR, YEAR_BUCKETS } from './year.ts';
import { yearFile } from './year-file.ts';

interface Period {
  readonly start: number;
  readonly end: number;
}

const midnight = (date: Temporal.PlainDate) => date.toZonedDateTime(YEAR.zone).epochMilliseconds * 1000;
const first = Temporal.PlainDate.from(YEAR.firstDay);
const stretch = (from: Temporal.PlainDate, length: Temporal.DurationLike): Period => ({
  start: midnight(from),
  end: midnight(from.add(length)),
});

const march = first.add({ months: 2 });
export const WHOLE_YEAR = stretch(first, { days: YEAR.days });
const SPANS: readonly { readonly name: string; readonly period: Period; readonly goal?: number }[] = [
  { name: 'day', period: stretch(march.add({ days: 3 }), { days: 1 }), goal: 10 },
  { name: 'week', period: stretch(march.add({ days: 2 }), { weeks: 1 }) },
  { name: 'month', period: stretch(march, { months: 1 }), goal: 100 },
  { name: 'year', period: WHOLE_YEAR, goal: 500 },
];
/** A thread is started together with Daytrail, and reads the last day ahead; a person takes longer to ask. */
const READ_AHEAD_MS = 1500;
/** While a person looks at a day, the year is read ahead (main/query/year-ahead.ts). */
const YEAR_AHEAD_MS = 8000;
const AGAIN: Goal = { atMost: 20 };
const YEAR_AS_PROGRAM: Goal = { atMost: 2000 };

export function desktopQuery(period: Period, limit = 100): ActivityQuery {
  return {
    periods: [period],
    hosts: [YEAR_BUCKETS.window.spec.hostname],
    sections: ['window', 'browser', 'stopwatch'],
    categories: [...CATEGORIES],
    limit,
  };
}

/** The value of RETURN for the one period. */
export async function runProgram<T>(session: Session, text: string, { start, end }: Period): Promise<T> {
  const iso = (micros: number) => new Date(micros / 1000).toISOString();
  const answer = await fetch(`${session.address}/api/0/query/`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ timeperiods: [`${iso(start)}/${iso(end)}`], query: text.split('\n') }),
  });
  if (!answer.ok) throw new Error(`the program was answered with ${answer.status}: ${await answer.text()}`);
  const [result] = (await answer.json()) as T[];
  return result as T;
}

export const query: Benchmark = {
  name: 'query',
  about: 'what was done in a day, a week, a month and a year, natively and as a program',
  async run(bench) {
    const figures: Figure[] = [...(await eventsOfADay(bench))];
    for (const { name, period, goal } of SPANS) {
      const call: ReadCall = { method: 'activity', args: [desktopQuery(period)] };
      const native = await measure(bench, `${name}, native`, (session) => askNatively(session, period), call);
      figures.push(...figuresOf(`${name}, native`, native, goal === undefined ? undefined : { atMost: goal }));
      const program = await measure(bench, `${name}, as a program`, (session) => askAsProgram(session, period));
      figures.push(...figuresOf(`${name}, as a program`, program, name === 'year' ? YEAR_AS_PROGRAM : undefined));
    }
    figures.push(...(await categoriesOfTheYear(bench)), ...(await afterALook(bench)));
    await compare(bench, WHOLE_YEAR);
    return figures;
  },
};

/** Milliseconds of each round. */
interface Measured {
  readonly cold: number[];
  readonly fresh: number[];
  readonly anew: number[];
  readonly again: number[];
}

/** Asks; another `variant` is another question about the same. */
type Ask = (variant: number) => Promise<unknown>;

/** `call` is the same question as a query thread is asked it; absent: no fresh thread is asked. */
async function measure(
  bench: Bench,
  name: string,
  prepare: (session: Session) => Promise<Ask>,
  call?: ReadCall,
): Promise<Measured> {
  const measured: Measured = { cold: [], fresh: [], anew: [], again: [] };
  for (let round = 0; round < (bench.quick ? 1 : 5); round++) {
    bench.say(`${name}, round ${round + 1}`);
    const session = await bench.open();
    try {
      const ask = await prepare(session);
      await setTimeout(READ_AHEAD_MS);
      const timed = async (variant: number, into: number[]) => {
        const asked = performance.now();
        await ask(variant);
        into.push(performance.now() - asked);
      };
      await timed(0, measured.cold);
      for (let variant = 1; variant <= 3; variant++) await timed(variant, measured.anew);
      for (let variant = 0; variant <= 3; variant++) await timed(variant, measured.again);
    } finally {
      await session.close();
    }
    if (call !== undefined) measured.fresh.push(await inFreshThread(yearFile(), call));
  }
  return measured;
}

function figuresOf(name: string, { cold, fresh, anew, again }: Measured, goal: Goal | undefined): readonly Figure[] {
  const inFresh: Figure = { name: `${name}, in a fresh thread`, value: median(fresh), unit: 'ms' };
  return [
    { name: `${name}, cold`, value: median(cold), unit: 'ms', ...(goal === undefined ? {} : { goal }) },
    ...(fresh.length === 0 ? [] : [inFresh]),
    { name: `${name}, anew`, value: median(anew), unit: 'ms' },
    { name: `${name}, again`, value: median(again), unit: 'ms', goal: AGAIN },
  ];
}

async function askNatively(session: Session, period: Period): Promise<Ask> {
  const { daytrail } = await session.connect();
  await daytrail.status();
  return (variant) => daytrail.activity(desktopQuery(period, 100 - variant));
}

async function askAsProgram(session: Session, period: Period): Promise<Ask> {
  const buckets = await bucketsOf(session);
  return (variant) => runProgram(session, desktopProgram(desktopQuery(period, 100 - variant), buckets), period);
}

export async function bucketsOf(session: Session): Promise<readonly ChoosableBucket[]> {
  const answer = await fetch(`${session.address}/api/0/buckets/`);
  return Object.values((await answer.json()) as Record<string, ChoosableBucket>).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function eventsOfADay(bench: Bench): Promise<readonly Figure[]> {
  const [{ period } = { period: WHOLE_YEAR }] = SPANS;
  const url = new URL(`/api/0/buckets/${YEAR_BUCKETS.window.id}/events`, 'http://127.0.0.1');
  url.searchParams.set('start', new Date(period.start / 1000).toISOString());
  url.searchParams.set('end', new Date(period.end / 1000).toISOString());
  const { cold, anew } = await measure(bench, "a day's events", async (session) => async () => {
    const answer = await fetch(`${session.address}${url.pathname}${url.search}`);
    if (!answer.ok) throw new Error(`the day could not be read: ${answer.status}`);
    return answer.json();
  });
  return [
    { name: "GET a day's window events, cold", value: median(cold), unit: 'ms' },
    { name: "GET a day's window events, warm", value: median(anew), unit: 'ms' },
  ];
}

/** The categories alone, by more than twenty regular expressions. */
async function categoriesOfTheYear(bench: Bench): Promise<readonly Figure[]> {
  const rules = CATEGORIES.filter(({ rule }) => rule.type === 'regex').length;
  const asked = (variant: number): ActivityQuery => ({
    ...desktopQuery(WHOLE_YEAR),
    sections: ['window'],
    limit: variant,
  });
  const native = await measure(bench, 'categories of the year, native', async (session) => {
    const { daytrail } = await session.connect();
    return (variant) => daytrail.activity(asked(variant));
  });
  const program = await measure(bench, 'categories of the year, as a program', async (session) => {
    const buckets = await bucketsOf(session);
    return (variant) => runProgram(session, `${categoryProgram(asked(0), buckets)}\n# ${variant}`, WHOLE_YEAR);
  });
  return [
    ...figuresOf(`${rules} rules over the year, native`, native, undefined),
    ...figuresOf(`${rules} rules over the year, as a program`, program, undefined),
  ];
}

/** Of a person who looked at a day, and some seconds later wants to see more. */
async function afterALook(bench: Bench): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const { name, period, goal } of SPANS.filter(({ name }) => name === 'month' || name === 'year')) {
    const times: number[] = [];
    for (let round = 0; round < (bench.quick ? 1 : 5); round++) {
      bench.say(`${name}, after a look at a day, round ${round + 1}`);
      const session = await bench.open();
      try {
        const { daytrail } = await session.connect();
        await daytrail.activity(desktopQuery(SPANS[0]?.period ?? WHOLE_YEAR));
        await setTimeout(YEAR_AHEAD_MS);
        const asked = performance.now();
        await daytrail.activity(desktopQuery(period));
        times.push(performance.now() - asked);
      } finally {
        await session.close();
      }
    }
    figures.push({
      name: `${name}, native, after a look at a day`,
      value: median(times),
      unit: 'ms',
      ...(goal === undefined ? {} : { goal: { atMost: goal } }),
    });
  }
  return figures;
}

/** Both on the running product, the whole year. */
async function compare(bench: Bench, period: Period): Promise<void> {
  bench.say('comparing the year, native and as a program');
  const session = await bench.open();
  try {
    const { daytrail } = await session.connect();
    const asked = desktopQuery(period, 10_000);
    const { periods } = await daytrail.activity(asked);
    const program = await runProgram<DesktopAnswer>(session, desktopProgram(asked, await bucketsOf(session)), period);
    const [native] = periods;
    if (native === undefined) throw new Error('there is no native answer');
    const [ours, theirs] = [ofNative(native), ofProgram(program)];
    const differing = Object.keys(theirs).filter((list) => !isDeepStrictEqual(ours[list], theirs[list]));
    if (differing.length > 0) throw new Error(`native and program differ in ${differing.join(', ')}`);
  } finally {
    await session.close();
  }
}
