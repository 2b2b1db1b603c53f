/**
 * What stretch of time the timeline shows, kept in the address: going to a day or an event is a step that Back undoes;
 * panning and zooming rewrite the step one is on.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useStatus } from '../../state/actions.ts';
import { useCalendar } from '../../state/calendar.ts';
import { readClock } from '../../state/clock.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { formatPlace, type Place, parsePlace } from '../../state/place.ts';
import { clampView, dateOf, dayRange, type Range } from '../../timeline/index.ts';
import { readDay } from './read-day.ts';

/** Browsers refuse more than some hundred changes of the address in half a minute (Safari: 100 in 30 s). */
const WRITE_EVERY_MS = 400;

export interface View {
  /** Null until the place in the address has been found. */
  readonly range: Range | null;
  /** Pans or zooms. */
  change(range: Range): void;
  /** Goes somewhere else, so that Back returns. */
  go(place: Place): void;
  /** Finds today's record again, without a step that Back would undo. */
  refit(): void;
}

export function useView(): View {
  const daytrail = useDaytrail();
  const calendar = useCalendar();
  const { isPending } = useStatus();
  const search = useSearch();
  const [, navigate] = useLocation();
  const [range, setRange] = useState<Range | null>(null);
  /** The address that stands for what is shown; any other one came from outside. */
  const shown = useRef<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const waiting = useRef<Range | null>(null);

  const stopWriting = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    waiting.current = null;
  }, []);
  const write = useCallback(
    (to: Range) => {
      shown.current = formatPlace({ kind: 'stretch', range: to });
      navigate(shown.current, { replace: true });
    },
    [navigate],
  );

  useEffect(() => {
    const place = parsePlace(search);
    if (formatPlace(place) === shown.current) return;
    stopWriting();
    if (place.kind === 'stretch') {
      shown.current = formatPlace(place);
      setRange(clampView(place.range));
      return;
    }
    // When a day begins is told by the first status.
    if (isPending) return;
    let wanted = true;
    const now = readClock();
    const date = place.kind === 'day' ? place.date : dateOf(now, calendar);
    const arrive = (to: Range) => {
      if (!wanted) return;
      setRange(to);
      write(to);
    };
    // Without an answer the whole day is shown: the timeline itself then says what is wrong.
    readDay(daytrail, date, calendar, now).then(arrive, () => arrive(dayRange(date, calendar)));
    return () => {
      wanted = false;
    };
  }, [search, daytrail, calendar, isPending, write, stopWriting]);
  useEffect(() => stopWriting, [stopWriting]);

  const change = useCallback(
    (to: Range) => {
      setRange(to);
      waiting.current = to;
      if (timer.current !== null) return;
      timer.current = setTimeout(() => {
        const last = waiting.current;
        stopWriting();
        if (last !== null) write(last);
      }, WRITE_EVERY_MS);
    },
    [write, stopWriting],
  );
  const go = useCallback(
    (place: Place) => {
      const last = waiting.current;
      stopWriting();
      // Where one was is written down first, so that Back leads exactly there.
      if (last !== null) write(last);
      navigate(formatPlace(place));
    },
    [navigate, write, stopWriting],
  );
  const refit = useCallback(() => {
    stopWriting();
    navigate(formatPlace({ kind: 'today' }), { replace: true });
  }, [navigate, stopWriting]);
  return { range, change, go, refit };
}
