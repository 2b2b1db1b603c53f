/**
 * Runs of events that share a value: ActivityWatch's `chunk_events_by_key`.
 */
import { equalJson } from './canonical.ts';
import type { Json } from './event.ts';
import { during, type QueryEvent } from './query-event.ts';

/**
 * Events that follow each other with the same value of the key are one: the first, as long as all of them together, the
 * gaps between them left out. Events without the key are passed over.
 */
export function chunkByKey(events: readonly QueryEvent[], key: string): QueryEvent[] {
  const chunks: QueryEvent[] = [];
  for (const event of events) {
    if (!Object.hasOwn(event.data, key)) continue;
    const last = chunks.at(-1);
    if (last !== undefined && equalJson(last.data[key] as Json, event.data[key] as Json)) {
      chunks[chunks.length - 1] = during(last, last.start, last.end + event.end - event.start);
    } else {
      chunks.push(event);
    }
  }
  return chunks;
}
