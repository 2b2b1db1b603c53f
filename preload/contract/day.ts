/** A person's day, which need not begin at midnight: who is up late still lives in the day before. */
import { z } from 'zod';

/** Minutes after midnight. */
export const dayStart = z.int().min(0).max(1439);

export const daySchemas = {
  /** Kept as ActivityWatch's setting `startOfDay`, which others may set as well; the status tells what it is. */
  'day.setStart': { args: z.tuple([z.object({ minutes: dayStart })]), result: z.null() },
} as const;
