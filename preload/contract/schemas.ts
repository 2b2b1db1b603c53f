/**
 * What each channel takes and gives, as schemas that validate it and the types that follow from them.
 * All times are integer microseconds (µs) since the Unix epoch, all lengths integer µs.
 */
import { z } from 'zod';
import { access, accessSchemas } from './access.ts';
import { activity, activityQuery } from './activity.ts';
import { backupSchemas, backupsState } from './backups.ts';
import { categorySchemas } from './categories.ts';
import type { Channel, Push } from './channels.ts';
import { configSchemas, preferences } from './config.ts';
import { daySchemas, dayStart } from './day.ts';
import { hostSchemas } from './hosts.ts';
import { importProgress, importSchemas } from './imports.ts';
import { pauseSchemas, recordingNow } from './pause.ts';
import { privacySchemas } from './privacy.ts';
import { returned, returnSchemas } from './returns.ts';
import { startupSchemas } from './startup.ts';
import { updateSchemas, updates } from './updates.ts';
import { watchersHealth } from './watchers.ts';

const micros = z.int();
const range = { start: micros, end: micros };
const bucketId = z.string().min(1).max(10_000);

export const storeHealth = z.object({
  /** `unsaved`: a commit failed and is retried; `failed`: the store could not be opened or its thread is gone for good. */
  state: z.enum(['starting', 'ready', 'unsaved', 'failed', 'closed']),
  /** Changes that wait in the open batch. */
  pending: z.int().nonnegative(),
  pendingSince: micros.nullable(),
  /** When the last commit returned; null until there was one. */
  lastSavedAt: micros.nullable(),
  problem: z.object({ kind: z.string(), message: z.string() }).nullable(),
  /** What happened at opening that a person should know (salvaged, not in WAL mode), newest last. */
  notices: z.array(z.string()),
  inMemory: z.boolean(),
});
export type StoreHealth = z.infer<typeof storeHealth>;

/** What arrives now, per source. Drawn in the footer and the tray; never logged. */
export const source = z.object({
  bucket: z.string(),
  type: z.string(),
  /** The newest event's key: the app, the status, the site. */
  label: z.string(),
  since: micros,
  lastSeen: micros,
});
export type Source = z.infer<typeof source>;

export const status = z.object({
  version: z.string(),
  testing: z.boolean(),
  hostname: z.string(),
  shell: z.enum(['electron', 'headless']),
  dataDir: z.string(),
  api: z.discriminatedUnion('state', [
    z.object({ state: z.literal('starting') }),
    z.object({ state: z.literal('listening'), address: z.string() }),
    z.object({ state: z.literal('failed'), message: z.string() }),
  ]),
  store: storeHealth,
  sources: z.array(source),
  recording: recordingNow,
  /** When a person's day begins, in minutes after midnight. */
  dayStart,
});
export type Status = z.infer<typeof status>;

export const bucketSummary = z.object({
  id: z.string(),
  name: z.string().nullable(),
  type: z.string(),
  client: z.string(),
  hostname: z.string(),
  created: micros,
  count: z.int().nonnegative(),
  first: micros.nullable(),
  last: micros.nullable(),
});
export type BucketSummary = z.infer<typeof bucketSummary>;

export const eventRow = z.object({
  id: z.int(),
  bucket: z.string(),
  ...range,
  data: z.record(z.string(), z.json()),
});
export type EventRow = z.infer<typeof eventRow>;

export const timelineQuery = z
  .object({
    ...range,
    /** Blocks shorter than this are merged with their neighbours into composite blocks. A pixel's worth, usually 2 or 3. */
    resolution: micros.nonnegative(),
    /** Absent: all buckets. */
    buckets: z.array(bucketId).max(1000).optional(),
  })
  .refine((query) => query.start <= query.end, 'start is after end');
export type TimelineQuery = z.infer<typeof timelineQuery>;

/**
 * One bucket's part of a timeline, in columns of equal length, sorted by start. Row i is one event (`count` 1, `id` its id)
 * or a composite of `count` events (`id` 0) too short to draw. `key` and `title` are indices into `keys` and `titles`;
 * a composite's key is the one with the most time in it. `busy` is the time its events cover, `end - start` for one event.
 */
export const lane = z.object({
  bucket: z.string(),
  type: z.string(),
  client: z.string(),
  hostname: z.string(),
  keys: z.array(z.string()),
  titles: z.array(z.string()),
  start: z.array(micros),
  end: z.array(micros),
  key: z.array(z.int()),
  title: z.array(z.int()),
  count: z.array(z.int()),
  busy: z.array(micros),
  id: z.array(z.int()),
});
export type Lane = z.infer<typeof lane>;

export const timeline = z.object({ ...range, resolution: micros, lanes: z.array(lane) });
export type Timeline = z.infer<typeof timeline>;

export const describeQuery = z.object({ bucket: bucketId, ...range });
/** What lies in a stretch of a bucket, most time first, at most 8 rows; `others` counts the rest. */
export const breakdown = z.object({
  events: z.int(),
  busy: micros,
  rows: z.array(z.object({ key: z.string(), title: z.string(), busy: micros, count: z.int() })),
  others: z.object({ count: z.int(), busy: micros }),
});
export type Breakdown = z.infer<typeof breakdown>;

export const eventsQuery = z.object({
  ...range,
  /** Absent: all buckets. */
  buckets: z.array(bucketId).max(1000).optional(),
  order: z.enum(['oldest', 'newest']),
  offset: z.int().nonnegative(),
  limit: z.int().min(1).max(1000),
});
export type EventsQuery = z.infer<typeof eventsQuery>;
/** `events` are whole, not clipped to the range; `total` is how many there are in the range. */
export const eventsPage = z.object({ total: z.int().nonnegative(), events: z.array(eventRow) });
export type EventsPage = z.infer<typeof eventsPage>;

/**
 * Told at most four times a second. `events` holds the new or lengthened ones, whole; null means that so much or such a thing
 * changed (a deletion, an import) that the range must be read again.
 */
export const eventsChanged = z.object({
  buckets: z.array(z.object({ bucket: z.string(), ...range, events: z.array(eventRow).nullable() })),
});
export type EventsChanged = z.infer<typeof eventsChanged>;

const nothing = z.tuple([]);

export const schemas = {
  'status.get': { args: nothing, result: status },
  /** Answers only after the commit has returned; fails with `commit-failed`. */
  'store.commit': { args: nothing, result: z.null() },
  /** Tries to listen again after a port was taken. */
  'api.retry': { args: nothing, result: z.null() },
  'buckets.list': { args: nothing, result: z.array(bucketSummary) },
  'timeline.read': { args: z.tuple([timelineQuery]), result: timeline },
  'timeline.describe': { args: z.tuple([describeQuery]), result: breakdown },
  'events.list': { args: z.tuple([eventsQuery]), result: eventsPage },
  ...importSchemas,
  ...hostSchemas,
  ...daySchemas,
  'activity.read': { args: z.tuple([activityQuery]), result: activity },
  ...categorySchemas,
  ...accessSchemas,
  'watchers.get': { args: nothing, result: watchersHealth },
  ...pauseSchemas,
  ...returnSchemas,
  ...startupSchemas,
  ...configSchemas,
  ...privacySchemas,
  ...updateSchemas,
  ...backupSchemas,
  'app.quit': { args: nothing, result: z.null() },
} as const satisfies Record<Channel, { args: z.ZodType; result: z.ZodType }>;

export const pushSchemas = {
  status,
  events: eventsChanged,
  /** A bucket came, went or was changed. */
  buckets: z.null(),
  /** At most four times a second. */
  imports: importProgress,
  access,
  /** When something of it changes, though not for every heartbeat. */
  watchers: watchersHealth,
  /** The preferences, however they changed. */
  config: preferences,
  /** The privacy rules are others, whoever changed them. */
  privacy: z.null(),
  /** How a look or a download goes on. */
  updates,
  /** The state of backups; what there is of them may have changed as well. */
  backups: backupsState,
  /** Which absence is asked about from now on, or that none is. */
  returns: returned,
} as const satisfies Record<Push, z.ZodType>;

export type Args<C extends Channel> = z.infer<(typeof schemas)[C]['args']>;
export type Answer<C extends Channel> = z.infer<(typeof schemas)[C]['result']>;
export type Payload<P extends Push> = z.infer<(typeof pushSchemas)[P]>;
