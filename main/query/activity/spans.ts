/**
 * Stretches of time in columns, each with a number for what went on in it: events without an object each. Most functions
 * take and give them sorted by start.
 */
import type { Micros } from '../../events/event.ts';

export interface Spans {
  readonly length: number;
  /** At least `length` long each. */
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly what: Int32Array;
}

/** What a stretch is of that is only a time. */
export const NOTHING = -1;
const LEAST_ROOM = 64;

/** Spans that grow. */
export class SpanList implements Spans {
  length = 0;
  start: Float64Array;
  end: Float64Array;
  what: Int32Array;

  constructor(room = 0) {
    const size = Math.max(room, LEAST_ROOM);
    this.start = new Float64Array(size);
    this.end = new Float64Array(size);
    this.what = new Int32Array(size);
  }

  add(start: Micros, end: Micros, what: number): void {
    const at = this.length;
    if (at === this.start.length) this.#grow();
    this.start[at] = start;
    this.end[at] = end;
    this.what[at] = what;
    this.length = at + 1;
  }

  #grow(): void {
    const { start, end, what } = this;
    this.start = new Float64Array(2 * start.length);
    this.end = new Float64Array(2 * end.length);
    this.what = new Int32Array(2 * what.length);
    this.start.set(start);
    this.end.set(end);
    this.what.set(what);
  }
}

export const NO_SPANS: Spans = new SpanList();

/** Those whose `what` is wanted. */
export function keep(spans: Spans, wanted: (what: number) => boolean): Spans {
  const kept = new SpanList();
  for (let i = 0; i < spans.length; i++) {
    const what = spans.what[i] ?? NOTHING;
    if (wanted(what)) kept.add(spans.start[i] ?? 0, spans.end[i] ?? 0, what);
  }
  return kept;
}

/** By start; those that start together stay as they stand. */
export function sorted(spans: Spans): Spans {
  const { length, start, end, what } = spans;
  let at = 1;
  while (at < length && (start[at - 1] ?? 0) <= (start[at] ?? 0)) at++;
  if (at >= length) return spans;
  const order = Uint32Array.from({ length }, (_, index) => index);
  order.sort((a, b) => (start[a] ?? 0) - (start[b] ?? 0) || a - b);
  const list = new SpanList(length);
  for (const index of order) list.add(start[index] ?? 0, end[index] ?? 0, what[index] ?? NOTHING);
  return list;
}

/** One after the other. */
export function joined(lists: readonly Spans[]): Spans {
  const [only = NO_SPANS] = lists;
  if (lists.length < 2) return only;
  const all = new SpanList(total(lists));
  for (const list of lists) addAll(all, list);
  return all;
}

/** Sorted lists as one sorted list; of those that start together, the earlier list's come first. */
export function interleaved(lists: readonly Spans[]): Spans {
  let whole: Spans | null = null;
  for (const list of lists) whole = whole === null ? list : interleave(whole, list);
  return whole ?? NO_SPANS;
}

/** Together; what overlaps counts as often as it occurs. */
export function lengthOf({ length, start, end }: Spans): Micros {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += (end[i] ?? 0) - (start[i] ?? 0);
  return sum;
}

function interleave(a: Spans, b: Spans): Spans {
  const list = new SpanList(a.length + b.length);
  let [i, k] = [0, 0];
  while (i < a.length || k < b.length) {
    if (k >= b.length || (i < a.length && (a.start[i] ?? 0) <= (b.start[k] ?? 0))) {
      list.add(a.start[i] ?? 0, a.end[i] ?? 0, a.what[i] ?? NOTHING);
      i++;
    } else {
      list.add(b.start[k] ?? 0, b.end[k] ?? 0, b.what[k] ?? NOTHING);
      k++;
    }
  }
  return list;
}

function addAll(into: SpanList, { length, start, end, what }: Spans): void {
  for (let i = 0; i < length; i++) into.add(start[i] ?? 0, end[i] ?? 0, what[i] ?? NOTHING);
}

const total = (lists: readonly Spans[]): number => lists.reduce((sum, { length }) => sum + length, 0);
