/**
 * What the tests of the language share: a record of a few events, and programs run over it.
 */

import { equalJson } from '../../events/canonical.ts';
import { type JsonObject, MICROS_PER_SECOND } from '../../events/event.ts';
import type { QueryEvent } from '../../events/query-event.ts';
import { read, write } from '../../events/test-events.ts';
import type { EventSource } from './functions.ts';
import { ProgramData } from './program-data.ts';
import type { QueryFailure } from './query-error.ts';
import { type QueryLimits, runQuery } from './run-query.ts';

/** The first minute of 1970: second 0 of the notation. */
export const MINUTE = { start: 0, end: 60 * MICROS_PER_SECOND };

interface TestBucket {
  readonly hostname?: string;
  /** In the notation of events/test-events.ts. */
  readonly events: string;
}

/** Gives everything there is, whatever the period. */
export function sourceOf(buckets: Readonly<Record<string, TestBucket>>): EventSource {
  const events = Object.entries(buckets).map(([id, bucket]) => [id, read(bucket.events).reverse()] as const);
  return {
    ...sourceOfEvents(Object.fromEntries(events)),
    buckets: () => Object.entries(buckets).map(([id, { hostname = 'laptop' }]) => ({ id, hostname })),
  };
}

/** The same of events, in the order in which `query_bucket` is to give them. */
export function sourceOfEvents(buckets: Readonly<Record<string, readonly QueryEvent[]>>): EventSource {
  const data: JsonObject[] = [];
  const objects = new ProgramData((number) => data[number] ?? {});
  const numberOf = (object: JsonObject): number => {
    const known = data.findIndex((other) => equalJson(other, object));
    return known === -1 ? data.push(object) - 1 : known;
  };
  return {
    buckets: () => Object.keys(buckets).map((id) => ({ id, hostname: 'laptop' })),
    has: (bucket) => Object.hasOwn(buckets, bucket),
    count: (bucket) => buckets[bucket]?.length ?? 0,
    events(bucket, _period, reserve) {
      const events = buckets[bucket] ?? [];
      reserve(events.length);
      return {
        start: Float64Array.from(events, ({ start }) => start),
        end: Float64Array.from(events, ({ end }) => end),
        id: Float64Array.from(events, ({ id }) => id ?? Number.NaN),
        data: Int32Array.from(events, (event) => numberOf(event.data)),
      };
    },
    data: () => objects,
  };
}

const RECORD = sourceOf({
  'aw-watcher-window_laptop': { events: '0+10:{"app":"Ed","title":"vim"}, 10+5:{"app":"Web","title":"GitHub"}' },
  'aw-watcher-window_laptop.local': { events: '' },
  b: { hostname: 'desk', events: '0+10:a, 20+5:b' },
});
const LIMITS: QueryLimits = { ms: 10_000, cancelled: () => false, stopped: () => undefined };

export const answerOf = (text: string, limits: Partial<QueryLimits> = {}, source = RECORD) =>
  runQuery({ text, periods: [MINUTE] }, source, { ...LIMITS, ...limits });

/** What a program returns. */
export function resultOf(text: string): unknown {
  const answer = answerOf(text);
  if (!answer.ok) throw new Error(answer.failure.message);
  return JSON.parse(new TextDecoder().decode(answer.json))[0];
}

/** What an expression is. */
export const evaluated = (expression: string): unknown => resultOf(`RETURN = ${expression};`);

export function failureOf(text: string, limits: Partial<QueryLimits> = {}): QueryFailure {
  const answer = answerOf(text, limits);
  if (answer.ok) throw new Error('It did not fail.');
  return answer.failure;
}

interface WireEvent {
  readonly timestamp: string;
  readonly duration: number;
  readonly data: QueryEvent['data'];
}

/** The events of an expression in the notation. */
export function eventsOf(expression: string): string {
  const events = evaluated(expression) as WireEvent[];
  return write(
    events.map(({ timestamp, duration, data }) => {
      const start = Date.parse(timestamp) * 1000;
      return { id: null, start, end: start + duration * MICROS_PER_SECOND, data };
    }),
  );
}
