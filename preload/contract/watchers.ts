/** How the built-in watchers fare, for the window and the tray. */
import { z } from 'zod';

/** A moment in µs since the Unix epoch. */
const micros = z.int();

export const watcherHealth = z.object({
  /** `window`: the program and title in front. `presence`: whether somebody is there. */
  watcher: z.enum(['window', 'presence']),
  /** Where it records. */
  bucket: z.string(),
  /**
   * `off`: not wanted (in the preferences, or by `--no-watchers`), or Daytrail is ending. `standing-back`: another program records into the bucket.
   * `waiting`: it does not work now and is tried again. `unfit`: this desktop does not tell.
   */
  state: z.enum(['off', 'starting', 'recording', 'standing-back', 'waiting', 'unfit']),
  /** What tells it, what that sees, and what it does not see; null: nothing does at the moment. */
  backend: z
    .object({
      name: z.string(),
      sees: z.array(z.string()),
      limits: z.array(z.object({ what: z.string(), fix: z.string().nullable() })),
    })
    .nullable(),
  /** Up to when it is recorded; null: nothing was recorded since Daytrail was started. */
  lastHeartbeat: micros.nullable(),
  /** What is wrong and what a person can do about it; `fix` null: nothing. */
  problem: z.object({ message: z.string(), fix: z.string().nullable() }).nullable(),
});
export type WatcherHealth = z.infer<typeof watcherHealth>;

export const watchersHealth = z.array(watcherHealth);
export type WatchersHealth = z.infer<typeof watchersHealth>;
