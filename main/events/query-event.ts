/**
 * Events as transforms take and give them. Times stay integer µs; data that many events share is one object, and the
 * transforms keep it so: what depends on data alone is worked out once per object (`perData`), not once per event.
 */
import type { JsonObject, Micros, NewEvent } from './event.ts';

export interface QueryEvent extends NewEvent {
  /** Of the recorded event this is, or is a piece of; null where it was made of several. */
  readonly id: number | null;
}

export interface Period {
  readonly start: Micros;
  readonly end: Micros;
}

/** The event from `start` to `end`: itself where it is so. Written out, so that all events have one shape. */
export function during(event: QueryEvent, start: Micros, end: Micros): QueryEvent {
  if (event.start === start && event.end === end) return event;
  return { id: event.id, start, end, data: event.data };
}

/** What was worked out last from data, and by what. */
interface Memo {
  by: object;
  result: unknown;
}

/**
 * Where data bears its memo. It is found there many times as quickly as data is found in a map, and a transform asks the
 * same of hundreds of thousands of events in a row. Nothing sees it: it is not enumerable.
 */
const MEMO = Symbol('memo');
type Bearer = JsonObject & { readonly [MEMO]?: Memo };

/**
 * `work`, remembered by the identity of the data until another such function is asked about it: transforms run one after
 * another. `work` may be asked again, then, and has to give the same.
 */
export function perData<T>(work: (data: JsonObject) => T): (data: JsonObject) => T {
  const by = {};
  /** Of frozen data, which bears nothing. */
  const others = new Map<JsonObject, T>();
  return (data) => {
    const last = (data as Bearer)[MEMO];
    if (last !== undefined) {
      if (last.by === by) return last.result as T;
      const result = work(data);
      last.by = by;
      last.result = result;
      return result;
    }
    const known = others.get(data);
    if (known !== undefined) return known;
    const result = work(data);
    const value: Memo = { by, result };
    if (!Reflect.defineProperty(data, MEMO, { value })) others.set(data, result);
    return result;
  };
}

/** The events with other data, `change` asked once per distinct data. */
export function withData(events: readonly QueryEvent[], change: (data: JsonObject) => JsonObject): QueryEvent[] {
  const changed = perData(change);
  return events.map(({ id, start, end, data }) => ({ id, start, end, data: changed(data) }));
}
