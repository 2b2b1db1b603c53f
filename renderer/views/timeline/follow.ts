/** The present moment stays in sight: a view that it is about to leave moves on with it, keeping its length. */
import { useEffect } from 'react';
import { readClock } from '../../state/clock.ts';
import { type Micros, type Range, span } from '../../timeline/index.ts';

/** Where in the view the present is when it moves on, and where it is then. */
const EDGE = 0.99;
const PLACE = 0.8;
/** What setTimeout takes, in milliseconds (2^31 - 1). */
const LONGEST_WAIT_MS = 2_147_483_647;

/** The moment at which a view moves on, in µs; null for one that the present is not in. */
export function leavesAt(view: Range, now: Micros): Micros | null {
  return now >= view.start && now <= view.end ? view.start + span(view) * EDGE : null;
}

export function movedOn(view: Range, now: Micros): Range {
  const start = Math.round(now - span(view) * PLACE);
  return { start, end: start + span(view) };
}

export function useFollowNow(view: Range | null, change: (view: Range) => void): void {
  useEffect(() => {
    if (view === null) return;
    const now = readClock();
    const at = leavesAt(view, now);
    if (at === null) return;
    const wait = Math.max(0, Math.ceil((at - now) / 1000));
    if (wait > LONGEST_WAIT_MS) return;
    const timer = setTimeout(() => change(movedOn(view, readClock())), wait);
    return () => clearTimeout(timer);
  }, [view, change]);
}
