/** From a time without events to the last day that has some: nobody should have to search for it. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useCalendar } from '../state/calendar.ts';
import { useDaytrail } from '../state/daytrail.tsx';
import { useTimes } from '../state/person.tsx';
import { bucketsQuery } from '../state/queries.ts';
import { dateOf, dayRange, type IsoDate } from '../timeline/day.ts';
import type { Range } from '../timeline/micros.ts';
import { Button } from './button.tsx';

/** Nothing where there are no events, or where the last are among those of `from`. */
export function GoToLatest({ from, onOpen }: { from: Range; onOpen: (date: IsoDate) => void }): ReactNode {
  const times = useTimes();
  const calendar = useCalendar();
  const { data: buckets } = useQuery(bucketsQuery(useDaytrail()));
  const latest = Math.max(...(buckets ?? []).map((bucket) => bucket.last ?? Number.NEGATIVE_INFINITY));
  if (!Number.isFinite(latest) || (latest >= from.start && latest <= from.end)) return null;
  const date = dateOf(latest, calendar);
  return (
    <Button onClick={() => onOpen(date)}>
      Go to {times.shortDay(dayRange(date, calendar).start)}, the last day with events
    </Button>
  );
}
