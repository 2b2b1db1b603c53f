/** Whether Daytrail is started when a person logs in. */
import { z } from 'zod';

export const startup = z.discriminatedUnion('state', [
  z.object({ state: z.literal('on') }),
  z.object({ state: z.literal('off') }),
  /** It is not Daytrail's to decide: whether it starts, and why, as a sentence for a person. */
  z.object({ state: z.literal('fixed'), on: z.boolean(), reason: z.string() }),
]);
export type Startup = z.infer<typeof startup>;

export const startupSchemas = {
  'startup.get': { args: z.tuple([]), result: startup },
  /** How it is afterwards, which is not as wanted where the system has its own mind; `unwritable` where it cannot be kept. */
  'startup.set': { args: z.tuple([z.object({ on: z.boolean() })]), result: startup },
} as const;
