/** Finds where a day's record begins and ends, so that the day opens there. */
import type { Daytrail } from '../../../preload/contract/daytrail.ts';
import {
  type Calendar,
  dayRange,
  fitDay,
  type IsoDate,
  MINUTE,
  type Micros,
  type Range,
} from '../../timeline/index.ts';

/** Finer than a person tells a day's beginning. */
const RESOLUTION: Micros = MINUTE;

export async function readDay(daytrail: Daytrail, date: IsoDate, calendar: Calendar, now: Micros): Promise<Range> {
  const day = dayRange(date, calendar);
  return fitDay(await daytrail.timeline({ ...day, resolution: RESOLUTION }), day, now);
}
