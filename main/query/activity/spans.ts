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
const UNDECIDED = 0;
const UNWANTED = 1;
const WANTED = 2;

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

  addAll({ length, start, end, what }: Spans): void {
    const at = this.length;
    if (at + length > this.start.length) this.#grow(at + length);
    this.start.set(start.subarray(0, length), at);
    this.end.set(end.subarray(0, length), at);
    this.what.set(what.subarray(0, length), at);
    this.length = at + length;
  }

  #grow(least = 0): void {
    const { start, end, what } = this;
    const room = Math.max(2 * start.length, least);
    this.start = new Float64Array(room);
    this.end = new Float64Array(room);
    this.what = new Int32Array(room);
    this.start.set(start);
    this.end.set(end);
    this.what.set(what);
  }
}

export const NO_SPANS: Spans = new SpanList();

/** Those whose `what` is wanted; it is asked once for each that occurs. What is only a time is not kept. */
export function keep(spans: Spans, wanted: (what: number) => boolean): Spans {
  const { length, start, end, what } = spans;
  const verdicts = verdictsOn(spans, wanted);
  let count = 0;
  for (let i = 0; i < length; i++) if (verdicts[what[i] ?? NOTHING] === WANTED) count++;
  const kept = new SpanList(count);
  for (let i = 0; i < length; i++) {
    const of = what[i] ?? NOTHING;
    if (verdicts[of] === WANTED) kept.add(start[i] ?? 0, end[i] ?? 0, of);
  }
  return kept;
}

/** By what goes on. */
function verdictsOn({ length, what }: Spans, wanted: (what: number) => boolean): Uint8Array {
  let largest = NOTHING;
  for (let i = 0; i < length; i++) largest = Math.max(largest, what[i] ?? NOTHING);
  const verdicts = new Uint8Array(largest + 1);
  for (let i = 0; i < length; i++) {
    const of = what[i] ?? NOTHING;
    if (of !== NOTHING && verdicts[of] === UNDECIDED) verdicts[of] = wanted(of) ? WANTED : UNWANTED;
  }
  return verdicts;
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
  for (const list of lists) all.addAll(list);
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
  if (a.length === 0) return b;
  if (b.length === 0) return a;
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

const total = (lists: readonly Spans[]): number => lists.reduce((sum, { length }) => sum + length, 0);
