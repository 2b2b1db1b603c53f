/** The Daytrail that this window talks to, for every component below. */
import { createContext, useContext } from 'react';
import type { Daytrail } from '../../preload/contract/daytrail.ts';

const DaytrailContext = createContext<Daytrail | null>(null);

export const DaytrailProvider = DaytrailContext.Provider;

export function useDaytrail(): Daytrail {
  const daytrail = useContext(DaytrailContext);
  if (daytrail === null) throw new Error('useDaytrail is used outside of DaytrailProvider');
  return daytrail;
}
