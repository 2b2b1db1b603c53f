/**
 * Looking for a newer Daytrail, which is done when a person asks for it, or once a day where they have asked for that. All
 * times are integer microseconds since the Unix epoch.
 */
import { z } from 'zod';

/** Why this Daytrail cannot be updated by itself. The window may say it in its own words; `message` says it in ours. */
export const updatesOff = z.enum([
  /** It runs from its source. */
  'source',
  /** The headless shell. */
  'headless',
  /** The system's packages keep it up to date. */
  'package-manager',
  /** It was unpacked or only mounted, not installed, so that there is nothing an update could take the place of. */
  'not-installed',
  /** It was built without a place where newer ones are. */
  'nowhere',
]);
export type UpdatesOff = z.infer<typeof updatesOff>;

const version = z.string();

export const updates = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off'), reason: updatesOff, message: z.string() }),
  /** Nothing newer is known of; `lookedAt` is when that was last heard, null: nobody has looked since the start. */
  z.object({ state: z.literal('idle'), lookedAt: z.int().nullable() }),
  z.object({ state: z.literal('looking') }),
  /** Nothing has been fetched. `published` and `size` (bytes) are null where they are not known. */
  z.object({
    state: z.literal('found'),
    version,
    published: z.int().nullable(),
    size: z.int().nonnegative().nullable(),
  }),
  /** `done` from 0 to 1. */
  z.object({ state: z.literal('fetching'), version, done: z.number().min(0).max(1) }),
  /** It takes this one's place when a person quits Daytrail. */
  z.object({ state: z.literal('ready'), version }),
  /** The last look, or the fetching of `version`. */
  z.object({ state: z.literal('failed'), message: z.string(), version: version.nullable() }),
]);
export type Updates = z.infer<typeof updates>;

const nothing = z.tuple([]);

export const updateSchemas = {
  'updates.get': { args: nothing, result: updates },
  /** Looks now, and answers with what was found; a look that failed is an answer as well. */
  'updates.check': { args: nothing, result: updates },
  /** Fetches what was found, after a person said yes; how that goes is pushed. `invalid` where nothing was found. */
  'updates.install': { args: nothing, result: z.null() },
} as const;
