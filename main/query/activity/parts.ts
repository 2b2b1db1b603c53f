/**
 * The parts of a period: spans cut where one part ends and the next begins, in one pass.
 */
import type { Micros } from '../../events/event.ts';
import type { Period } from '../../events/query-event.ts';
import { SpanList, type Spans } from './spans.ts';

/** The period cut at the moments that lie inside of it; they are sorted. */
export function partsOf({ start, end }: Period, moments: readonly Micros[]): readonly Period[] {
  const inside = moments.filter((moment) => moment > start && moment < end);
  const edges = [start, ...inside, end];
  return edges.slice(1).map((edge, index) => ({ start: edges[index] ?? start, end: edge }));
}

/** What of the spans, sorted by start, lies in each part. They lie within the period that the parts are of. */
export function cutInto(parts: readonly Period[], spans: Spans): readonly Spans[] {
  if (parts.length === 0) return [];
  const pieces = parts.map(() => new SpanList());
  let first = 0;
  for (let i = 0; i < spans.length; i++) {
    const [start, end, what] = [spans.start[i] ?? 0, spans.end[i] ?? 0, spans.what[i] ?? 0];
    while (first < parts.length - 1 && (parts[first]?.end ?? 0) <= start) first++;
    for (let at = first; at < parts.length; at++) {
      const part = parts[at] as Period;
      if (at > first && part.start >= end) break;
      pieces[at]?.add(Math.max(start, part.start), Math.min(end, part.end), what);
    }
  }
  return pieces;
}
