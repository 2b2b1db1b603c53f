/**
 * What a closer watcher knows, an editor of its project say, put into the events of the window it runs in: aw-server's
 * `merge_subwatcher_fields`, which aw-server-rust does not have.
 */
import { equalJson } from './canonical.ts';
import type { JsonObject, Micros } from './event.ts';
import { during, type QueryEvent } from './query-event.ts';

/** Which of the two has its value where both have a key. */
export const FIELD_CONFLICTS = ['base_wins', 'sub_wins'] as const;
export type FieldConflict = (typeof FIELD_CONFLICTS)[number];

/**
 * The events as they stand, each with the keys of what goes on beside it, in pieces where that changes: no time is added or
 * lost. Of several at once the one that began last counts, of those that began together the one that ends last. What has no
 * length is beside nothing; an event without length stays one.
 */
export function mergeFields(
  events: readonly QueryEvent[],
  closer: readonly QueryEvent[],
  keys: readonly string[],
  conflict: FieldConflict,
): readonly QueryEvent[] {
  return events.flatMap((event) => {
    const beside = closer.filter(({ start, end }) => start < end && start <= event.end && end > event.start);
    const edges = beside.flatMap(({ start, end }) => [start, end]).filter((at) => at > event.start && at < event.end);
    const starts = [...new Set([event.start, ...edges])].sort((a, b) => a - b);
    const pieces: QueryEvent[] = [];
    for (const [index, start] of starts.entries()) {
      const known = onTop(beside, start);
      const data = known === undefined ? event.data : withFields(event.data, known.data, keys, conflict);
      const piece = { ...during(event, start, starts[index + 1] ?? event.end), data };
      const last = pieces.at(-1);
      if (last !== undefined && equalJson(last.data, data)) pieces.splice(-1, 1, { ...last, end: piece.end });
      else pieces.push(piece);
    }
    return pieces;
  });
}

/** The data itself where nothing is added. */
export function withFields(
  data: JsonObject,
  known: JsonObject,
  keys: readonly string[],
  conflict: FieldConflict,
): JsonObject {
  const added = keys.filter(
    (key) => Object.hasOwn(known, key) && (conflict === 'sub_wins' || !Object.hasOwn(data, key)),
  );
  if (added.length === 0) return data;
  return { ...data, ...Object.fromEntries(added.map((key) => [key, known[key] ?? null])) };
}

/** What goes on at the moment. */
function onTop(events: readonly QueryEvent[], at: Micros): QueryEvent | undefined {
  let top: QueryEvent | undefined;
  for (const event of events) {
    if (event.start > at || event.end <= at) continue;
    if (top === undefined || event.start > top.start || (event.start === top.start && event.end > top.end)) top = event;
  }
  return top;
}
