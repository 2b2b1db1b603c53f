/**
 * Backups of the record: what there is, making one, and going back to one. All times are integer microseconds since the
 * Unix epoch.
 */
import { z } from 'zod';

const micros = z.int();
const name = z.string().min(1).max(255);

export const backup = z.object({
  /** The file's, in the folder of backups. */
  name,
  made: micros,
  /** `replaced`: the record as it was until a backup was restored in its place. */
  kind: z.enum(['backup', 'replaced']),
  bytes: z.int().nonnegative(),
  /** How many events are in it, the earliest start and the latest end; null where it has none, or cannot be read. */
  events: z.int().nonnegative().nullable(),
  first: micros.nullable(),
  last: micros.nullable(),
  /** Why it cannot be restored, as far as a glance tells; null: nothing speaks against it. */
  problem: z.string().nullable(),
});
export type Backup = z.infer<typeof backup>;

export const backupsState = z.object({
  doing: z.enum(['nothing', 'making', 'restoring']),
  /** Why the last backup failed, when that was, and when it is tried again by itself; null: it did not. */
  problem: z.object({ message: z.string(), at: micros, again: micros.nullable() }).nullable(),
});
export type BackupsState = z.infer<typeof backupsState>;

const nothing = z.tuple([]);

/** With a record in memory there are none, and what makes or restores one is `unsupported`. */
export const backupSchemas = {
  /** Newest first. Files that Daytrail did not make are not listed. */
  'backups.list': { args: nothing, result: z.array(backup) },
  'backups.state': { args: nothing, result: backupsState },
  /** Answered once it is on disk and was read back. `unwritable` with the reason where it cannot be made. */
  'backups.make': { args: nothing, result: backup },
  /**
   * Puts a copy of a backup in the place of the record, which is kept as a backup of the kind `replaced`. Answered once it
   * holds; the events and buckets that changed are told like any change. `invalid` where it is damaged, `newer-schema`,
   * `not-found`, `unwritable`: the record is what it was then.
   */
  'backups.restore': { args: z.tuple([z.object({ name })]), result: z.null() },
  /** Shows the folder where this shell can; else it says where it is. */
  'backups.open': { args: nothing, result: z.object({ folder: z.string(), shown: z.boolean() }) },
} as const;
