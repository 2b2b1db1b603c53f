/** A person's days: their zone, and when their day begins, which the status tells and a person may set. */
import { useMemo } from 'react';
import type { Status } from '../../preload/contract/schemas.ts';
import type { Calendar } from '../timeline/index.ts';
import { useStatus } from './actions.ts';
import { useChange } from './change.ts';
import { useTimes } from './person.tsx';
import { STATUS_KEY } from './queries.ts';

/** Four in the morning, until the first status has come. */
const USUAL_DAY_START = 240;

/** The same one for as long as nothing of it changes. */
export function useCalendar(): Calendar {
  const { timeZone } = useTimes();
  const { data: status } = useStatus();
  const dayStart = status?.dayStart ?? USUAL_DAY_START;
  return useMemo(() => ({ timeZone, dayStart }), [timeZone, dayStart]);
}

/** Holds at once, in every view. */
export function useSetDayStart() {
  return useChange((daytrail, minutes: number) => daytrail.setDayStart({ minutes }), {
    praise: null,
    rereads: STATUS_KEY,
    foresee: (client, dayStart) =>
      client.setQueryData<Status>(STATUS_KEY, (before) => before && { ...before, dayStart }),
  });
}
