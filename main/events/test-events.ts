/**
 * Events in a short notation for tests: `0+1:a, 3+1:b` are an event of `{ v: 'a' }` from 0 for one second and one of
 * `{ v: 'b' }` from 3. What begins with a brace is the data itself.
 */
import fc from 'fast-check';
import { type JsonObject, MICROS_PER_SECOND } from './event.ts';
import type { QueryEvent } from './query-event.ts';

const EVENT = /(-?[\d.]+)\+([\d.]+):(\{[^}]*\}|\w*)/g;

export function read(notation: string): QueryEvent[] {
  return Array.from(notation.matchAll(EVENT), ([, at, length, data = ''], index) => {
    const start = Math.round(Number(at) * MICROS_PER_SECOND);
    const end = start + Math.round(Number(length) * MICROS_PER_SECOND);
    return { id: index + 1, start, end, data: data.startsWith('{') ? (JSON.parse(data) as JsonObject) : { v: data } };
  });
}

export function write(events: readonly QueryEvent[]): string {
  const seconds = (micros: number) => micros / MICROS_PER_SECOND;
  const text = ({ v, ...rest }: JsonObject) => (typeof v === 'string' ? v : JSON.stringify(rest));
  return events.map(({ start, end, data }) => `${seconds(start)}+${seconds(end - start)}:${text(data)}`).join(', ');
}

const DATA: readonly JsonObject[] = [{ v: 'a' }, { v: 'b' }, { v: 'c', w: 1 }];

/** Few moments and lengths, so that edges meet; odd µs, so that halves are not whole. */
export const someEvents: fc.Arbitrary<QueryEvent[]> = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 60 }),
      length: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })),
      odd: fc.constantFrom(0, 0, 1, 7),
      data: fc.constantFrom(...DATA),
    }),
    { maxLength: 20 },
  )
  .map((events) =>
    events.map(({ at, length, odd, data }, index) => {
      const start = at * MICROS_PER_SECOND + odd;
      return { id: index + 1, start, end: start + length * MICROS_PER_SECOND + (length > 0 ? odd : 0), data };
    }),
  );

/** The same with no two at the same time. */
export const someSeparateEvents: fc.Arbitrary<QueryEvent[]> = someEvents.map((events) => {
  let from = 0;
  return [...events]
    .sort((a, b) => a.start - b.start)
    .map((event) => {
      const start = Math.max(event.start, from);
      from = start + (event.end - event.start);
      return { ...event, start, end: from };
    });
});
