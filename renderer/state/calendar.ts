/** A person's days: their zone, and when their day begins, which the status tells. */
import { useMemo } from 'react';
import type { Calendar } from '../timeline/index.ts';
import { useStatus } from './actions.ts';
import { useTimes } from './person.tsx';

/** Four in the morning, until the first status has come. */
const USUAL_DAY_START = 240;

/** The same one for as long as nothing of it changes. */
export function useCalendar(): Calendar {
  const { timeZone } = useTimes();
  const { data: status } = useStatus();
  const dayStart = status?.dayStart ?? USUAL_DAY_START;
  return useMemo(() => ({ timeZone, dayStart }), [timeZone, dayStart]);
}
