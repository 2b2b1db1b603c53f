/** `merge_subwatcher_fields` over lists in columns: the rules of main/events/merge-fields.ts, to which a test holds it. */
import { type FieldConflict, withFields } from '../../events/merge-fields.ts';
import { SpanList, type Spans } from '../activity/spans.ts';
import type { EventList } from './event-list.ts';
import type { ProgramData } from './program-data.ts';

/** Pieces between two calls of `onPieces`. */
const STRIDE = 1024;

/** `onPieces` is told how many there are so far, now and then, and may throw to end it. */
export function mergeFields(
  list: EventList,
  closer: EventList,
  keys: readonly string[],
  conflict: FieldConflict,
  onPieces: (count: number) => void,
): EventList {
  if (list.length === 0 || closer.length === 0 || keys.length === 0) return list;
  const { objects } = list;
  const beside = uppermost(closer);
  const merged = merger(objects, keys, conflict);
  const pieces = new SpanList(list.length);
  const data: number[] = [];
  let steps = 0;
  for (let place = 0; place < list.length; place++) {
    const start = list.start[place] ?? 0;
    const end = list.end[place] ?? 0;
    const own = list.data[place] ?? 0;
    const first = pieces.length;
    const add = (from: number, to: number, number: number) => {
      if (++steps % STRIDE === 0) onPieces(pieces.length);
      const last = pieces.length - 1;
      if (last >= first && objects.same(data[last] ?? 0, number)) {
        pieces.end[last] = to;
      } else {
        pieces.add(from, to, place);
        data.push(number);
      }
    };
    let at = firstEndingAfter(beside, start);
    let from = start;
    for (; at < beside.length && (beside.start[at] ?? 0) < end; at++) {
      const begin = Math.max(start, beside.start[at] ?? 0);
      if (from < begin) add(from, begin, own);
      from = Math.min(end, beside.end[at] ?? 0);
      add(begin, from, merged(own, beside.what[at] ?? 0));
    }
    if (from < end) add(from, end, own);
    else if (start === end) {
      const covered = at < beside.length && (beside.start[at] ?? 0) <= start;
      if (pieces.length === first) add(start, end, covered ? merged(own, beside.what[at] ?? 0) : own);
    }
  }
  const { length, start, end, what } = pieces;
  return list
    .at(what.subarray(0, length), start.subarray(0, length), end.subarray(0, length))
    .withData(Int32Array.from(data));
}

/** The number of the data with the keys of other data, each pair worked out once. */
function merger(
  objects: ProgramData,
  keys: readonly string[],
  conflict: FieldConflict,
): (data: number, known: number) => number {
  const byData = new Map<number, Map<number, number>>();
  return (data, known) => {
    const ofData = byData.get(data) ?? new Map<number, number>();
    byData.set(data, ofData);
    const before = ofData.get(known);
    if (before !== undefined) return before;
    const object = objects.object(data);
    const changed = withFields(object, objects.object(known), keys, conflict);
    const number = changed === object ? data : objects.add(changed);
    ofData.set(known, number);
    return number;
  };
}

/** The data of what counts at each time, as separate spans by time. */
function uppermost(list: EventList): Spans {
  const { start, end, data } = list;
  const startOf = (place: number) => start[place] ?? 0;
  const endOf = (place: number) => end[place] ?? 0;
  const order = Array.from(start, (_, place) => place)
    .filter((place) => startOf(place) < endOf(place))
    .sort((a, b) => startOf(a) - startOf(b) || endOf(a) - endOf(b) || b - a);
  const spans = new SpanList(order.length);
  /** Those that have begun; the last of them that goes on counts. */
  const begun: number[] = [];
  let now = Number.NEGATIVE_INFINITY;
  const until = (moment: number) => {
    for (let top = begun.at(-1); top !== undefined && now < moment; top = begun.at(-1)) {
      const to = Math.min(endOf(top), moment);
      if (now < to) spans.add(now, to, data[top] ?? 0);
      now = Math.max(now, to);
      if (endOf(top) <= now) begun.pop();
    }
    now = moment;
  };
  for (const place of order) {
    until(startOf(place));
    begun.push(place);
  }
  until(Number.POSITIVE_INFINITY);
  return spans;
}

function firstEndingAfter({ length, end }: Spans, moment: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((end[middle] ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
