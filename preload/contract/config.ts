/** The preferences that the window shows and changes, each section as a whole. They are kept in the configuration. */
import { z } from 'zod';

/** 24 hours, with minutes: 09:00. */
export const TIME_OF_DAY = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

/** What each section holds, and what of it makes sense. */
export const preferenceSections = {
  /** Which of Daytrail's own watchers record. */
  watchers: z.strictObject({ window: z.boolean(), presence: z.boolean() }),
  /** Without input for so long, somebody counts as away from the last input on. */
  presence: z.strictObject({ awayAfterSeconds: z.number().min(1).max(86_400) }),
  /** When to record; always, unless they are on. Monday is day 1, Sunday 7. */
  hours: z.strictObject({
    on: z.boolean(),
    days: z.array(z.int().min(1).max(7)).max(7),
    from: z.string().regex(TIME_OF_DAY),
    to: z.string().regex(TIME_OF_DAY),
  }),
  /** Whether what is done in a browser's private windows is recorded, where a watcher says that a window is one. */
  privacy: z.strictObject({ recordPrivateWindows: z.boolean() }),
  /** Whether a newer Daytrail is looked for once a day, without being asked each time. */
  updates: z.strictObject({ daily: z.boolean() }),
  /** Whether to ask, on coming back after a while, what it was. */
  returns: z.strictObject({ ask: z.boolean() }),
} as const;

export const preferences = z.object(preferenceSections);
export type Preferences = z.infer<typeof preferences>;

const { watchers, presence, hours, privacy, updates, returns } = preferenceSections;
/** One section at a time, so that a change says no more than what a person touched. */
export const preferencesChange = z.union([
  z.strictObject({ watchers }),
  z.strictObject({ presence }),
  z.strictObject({ hours }),
  z.strictObject({ privacy }),
  z.strictObject({ updates }),
  z.strictObject({ returns }),
]);
export type PreferencesChange = z.infer<typeof preferencesChange>;

export const configSchemas = {
  /** Reads the configuration again, so that what was edited by hand is seen. */
  'config.get': { args: z.tuple([]), result: preferences },
  /**
   * Written to the configuration, and holding, before it is answered. `unwritable` if it cannot be written, `invalid` where
   * the file cannot be understood; nothing changes then.
   */
  'config.set': { args: z.tuple([preferencesChange]), result: z.null() },
} as const;
