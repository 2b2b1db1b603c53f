/**
 * What a person did while they were away, asked once when they come back, where they want to be asked. All times are
 * integer microseconds since the Unix epoch.
 */
import { z } from 'zod';

const micros = z.int();
const absence = z.object({ start: micros, end: micros });
export type Absence = z.infer<typeof absence>;

export const returned = z.object({
  /** Which absence is asked about; null: none. */
  absence: absence.nullable(),
  /** Earlier answers, the newest first, each once. */
  recent: z.array(z.string()),
});
export type Returned = z.infer<typeof returned>;

/** How an answer may be. */
export const answer = z.string().trim().min(1).max(1000);

const nothing = z.tuple([]);

export const returnSchemas = {
  'returns.get': { args: nothing, result: returned },
  /** Enters the answer as an event of the stopwatch kind over that time. `not-found` where nothing was asked. */
  'returns.answer': { args: z.tuple([z.object({ label: answer })]), result: z.null() },
  /** The time stays away, and is not asked about again. */
  'returns.dismiss': { args: nothing, result: z.null() },
} as const;
