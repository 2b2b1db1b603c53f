/**
 * Whether anything is recorded at the moment, and how a person pauses it. All times are integer microseconds since the
 * Unix epoch.
 */
import { z } from 'zod';

/** A quarter of an hour, an hour, until the next day begins, or until it is resumed. */
export const pauseLength = z.enum(['quarter', 'hour', 'tomorrow', 'resumed']);
export type PauseLength = z.infer<typeof pauseLength>;

/**
 * `off-hours`: it is outside the hours in which a person wants to be recorded. `until` is when that ends by itself, and
 * for `recording` when the hours do; null: it does not.
 */
export const recordingNow = z.object({
  state: z.enum(['recording', 'paused', 'off-hours']),
  until: z.int().nullable(),
});
export type RecordingNow = z.infer<typeof recordingNow>;

/** Both are written to the configuration, and hold, before they are answered; `unwritable` if it cannot be. */
export const pauseSchemas = {
  /** From this moment on, whatever pause there was. */
  'recording.pause': { args: z.tuple([z.object({ for: pauseLength })]), result: z.null() },
  /** Ends a pause; recording hours go on to hold. */
  'recording.resume': { args: z.tuple([]), result: z.null() },
} as const;
