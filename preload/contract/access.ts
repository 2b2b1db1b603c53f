/**
 * Who may use the API besides the programs of this machine: the key they must bring, and the browser extensions that a
 * person let in. All times are integer microseconds since the Unix epoch.
 */
import { z } from 'zod';

/** The origin of an extension, as browsers write it: never that of a web page. */
export const EXTENSION_ORIGIN = /^(?:chrome|moz|safari-web)-extension:\/\/[a-z0-9-]{1,64}$/i;

const origin = z.string().regex(EXTENSION_ORIGIN, 'not an extension');
const extension = z.object({ origin, /** Such as "an extension in Firefox". */ name: z.string(), since: z.int() });
export type Extension = z.infer<typeof extension>;

export const access = z.object({
  /** Whether programs must bring a key. The key itself is told once, when it is made. */
  apiKey: z.boolean(),
  /** Those that were let in, `since` when. They may do whatever a program of this machine may. */
  extensions: z.array(extension),
  /** Those that asked for more than a browser watcher needs and wait for a person's word, `since` their first attempt. */
  requests: z.array(extension),
});
export type Access = z.infer<typeof access>;

const nothing = z.tuple([]);
const one = z.tuple([z.object({ origin })]);

/** What changes is written to the configuration, and holds in the API, before it is answered; `unwritable` if it cannot be. */
export const accessSchemas = {
  /** Reads the configuration again, so that what was edited by hand holds from then on. */
  'access.get': { args: nothing, result: access },
  /** Lets in one of the requests; `not-found` where it did not ask. */
  'access.allow': { args: one, result: z.null() },
  /** It is not asked about again until Daytrail starts the next time. */
  'access.refuse': { args: one, result: z.null() },
  /** Takes back what was allowed. */
  'access.remove': { args: one, result: z.null() },
  /** Makes a key, in place of one there may be, and tells it this once. */
  'access.makeKey': { args: nothing, result: z.string() },
  'access.removeKey': { args: nothing, result: z.null() },
} as const;
