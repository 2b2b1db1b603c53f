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

/** The same event from `start` to `end`. Written out, so that all events have one shape. */
export const during = ({ id, data }: QueryEvent, start: Micros, end: Micros): QueryEvent => ({ id, start, end, data });

/** `work`, remembered by the identity of the data. */
export function perData<T>(work: (data: JsonObject) => T): (data: JsonObject) => T {
  const known = new Map<JsonObject, { readonly result: T }>();
  return (data) => {
    const before = known.get(data);
    if (before !== undefined) return before.result;
    const result = work(data);
    known.set(data, { result });
    return result;
  };
}

/** The events with other data, `change` asked once per distinct data. */
export function withData(events: readonly QueryEvent[], change: (data: JsonObject) => JsonObject): QueryEvent[] {
  const changed = perData(change);
  return events.map(({ id, start, end, data }) => ({ id, start, end, data: changed(data) }));
}
