/**
 * ActivityWatch's transforms over spans: the same rules as in main/events/ (flood.ts, intersect.ts, period-union.ts,
 * union.ts), to which a property test holds them. All take and give spans sorted by start, and equal data has one number.
 */
import { SMALL_GAP } from '../../events/flood.ts';
import { interleaved, NOTHING, SpanList, type Spans, sorted } from './spans.ts';

/** Closes gaps smaller than `open`. `same`: whether two have equal data. */
export function flood({ length, start, end, what }: Spans, same = isSame, open = SMALL_GAP): Spans {
  const flooded = new SpanList(length);
  if (length === 0) return flooded;
  let [from, to, of] = [start[0] ?? 0, end[0] ?? 0, what[0] ?? NOTHING];
  for (let i = 1; i < length; i++) {
    const nextStart = start[i] ?? 0;
    const nextEnd = end[i] ?? 0;
    const next = what[i] ?? NOTHING;
    const gap = nextStart - to;
    if (gap < open && same(next, of)) {
      to = Math.max(to, nextEnd);
      continue;
    }
    const close = gap > 0 && gap < open;
    const middle = to + Math.floor(gap / 2);
    flooded.add(from, close ? middle : to, of);
    from = close ? middle : nextStart;
    to = nextEnd;
    of = next;
  }
  flooded.add(from, to, of);
  return flooded;
}

const isSame = (a: number, b: number): boolean => a === b;

/** Cut to the time that the filter covers. */
export function intersect(spans: Spans, filter: Spans): Spans {
  const periods = disjoint(filter);
  const pieces = new SpanList(spans.length);
  let first = 0;
  for (let i = 0; i < spans.length; i++) {
    const start = spans.start[i] ?? 0;
    const end = spans.end[i] ?? 0;
    while (first < periods.length && (periods.end[first] ?? 0) <= start) first++;
    for (let at = first; at < periods.length && (periods.start[at] ?? 0) < end; at++) {
      const from = Math.max(start, periods.start[at] ?? 0);
      const to = Math.min(end, periods.end[at] ?? 0);
      if (from < to) pieces.add(from, to, spans.what[i] ?? NOTHING);
    }
  }
  return sorted(pieces);
}

/** Each beginning where those before it end, the empty ones left out. */
function disjoint({ length, start, end }: Spans): Spans {
  const periods = new SpanList(length);
  let covered = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < length; i++) {
    const to = end[i] ?? 0;
    const from = Math.max(start[i] ?? 0, covered);
    if (from < to) periods.add(from, to, NOTHING);
    covered = Math.max(covered, to);
  }
  return periods;
}

/** The time that any of them covers; what overlaps or touches is one. They need not be sorted. */
export function united(...lists: readonly Spans[]): Spans {
  const { length, start, end } = interleaved(lists.map(sorted));
  const whole = new SpanList(length);
  for (let i = 0; i < length; i++) {
    const last = whole.length - 1;
    const to = end[i] ?? 0;
    if (last >= 0 && (start[i] ?? 0) <= (whole.end[last] ?? 0)) whole.end[last] = Math.max(whole.end[last] ?? 0, to);
    else whole.add(start[i] ?? 0, to, NOTHING);
  }
  return whole;
}

/** All of `above`, and of `below` what lies in no time that `above` covers. */
export function unionNoOverlap(above: Spans, below: Spans): Spans {
  const covered = united(above);
  const pieces = new SpanList(below.length);
  let first = 0;
  for (let i = 0; i < below.length; i++) {
    while (first < covered.length && (covered.end[first] ?? 0) <= (below.start[i] ?? 0)) first++;
    addOutside(pieces, below, i, covered, first);
  }
  return interleaved([sorted(above), sorted(pieces)]);
}

/** The parts of a span outside of the periods from `first` on, before which none reaches into it. */
function addOutside(pieces: SpanList, spans: Spans, index: number, covered: Spans, first: number): void {
  const [start, end, what] = [spans.start[index] ?? 0, spans.end[index] ?? 0, spans.what[index] ?? NOTHING];
  let from = start;
  for (let at = first; at < covered.length; at++) {
    const above = covered.start[at] ?? 0;
    if (above > end || (above === end && from < end)) break;
    if (from < above) pieces.add(from, above, what);
    from = Math.max(from, covered.end[at] ?? 0);
    // What has no length, at the start of a period that has one, is covered by it.
    if (start === end && above < (covered.end[at] ?? 0)) return;
  }
  if (from < end || start === end) pieces.add(Math.min(from, end), end, what);
}
