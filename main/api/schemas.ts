/**
 * What goes over the wire, as schemas: they validate the requests that are not hot, describe all of them, and hold the
 * tests of the answers. wire.ts reads events by hand; its rules are these.
 */
import { z } from 'zod';
import { LATEST, MICROS_PER_SECOND, type Micros } from '../events/event.ts';
import { HttpError } from './http-error.ts';
import { parseQueryTimestamp, parseTimestamp } from './timestamp.ts';
import { readPulsetime } from './wire.ts';

/** Runs a parser that throws as a step of a schema. */
function step<T>(text: string, context: z.core.$RefinementCtx, parse: (text: string) => T): T {
  try {
    return parse(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof HttpError ? error.message : 'Invalid.' });
    return z.NEVER;
  }
}

const timestamp = (field: string) =>
  z.string().transform((text, context) => step(text, context, (t) => parseTimestamp(t, field)));
const queryTimestamp = (field: string) =>
  z.string().transform((text, context) => step(text, context, (t) => parseQueryTimestamp(t, field)));

/** Longer ids than any client makes, shorter than what a request line holds when all of it is escaped. */
export const MAX_BUCKET_ID = 1000;
/** aw-server-rust refuses longer ones, too. */
export const MAX_SETTING_KEY = 127;

const dataInput = z.record(z.string(), z.json()).nullish();

const eventFields = {
  timestamp: timestamp('timestamp'),
  /** Seconds. */
  duration: z.number().nonnegative().nullish(),
  data: dataInput,
};
const endsInTime = (event: { timestamp: Micros; duration?: number | null | undefined }) =>
  event.timestamp + Math.round((event.duration ?? 0) * MICROS_PER_SECOND) <= LATEST;
const TOO_LATE = "'duration' is out of range.";

export const heartbeatInput = z.object(eventFields).refine(endsInTime, TOO_LATE);
export const eventInput = z.object({ ...eventFields, id: z.int().min(1).nullish() }).refine(endsInTime, TOO_LATE);
export const eventsInput = z.union([eventInput, z.array(eventInput)]);

/** Ids that no event has are ignored. */
export const deletionInput = z.object({ ids: z.array(z.int().min(1)) });

export const heartbeatQuery = z.object({
  /** Seconds. */
  pulsetime: z.string().transform((text, context) => step(text, context, readPulsetime)),
});

export const rangeQuery = z
  .object({ start: queryTimestamp('start').optional(), end: queryTimestamp('end').optional() })
  .refine(({ start, end }) => start === undefined || end === undefined || start <= end, "'end' is before 'start'.");

/** Whatever is no whole number from 0 on means: all. */
export const eventsQuery = rangeQuery.safeExtend({
  limit: z
    .unknown()
    .transform((text) => (typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined))
    .optional(),
});

const bucketInput = {
  type: z.string(),
  client: z.string(),
  /** `!local` stands for this machine. */
  hostname: z.string(),
  name: z.string().nullish(),
  data: dataInput,
};
export const bucketCreation = z.object({ ...bucketInput, created: timestamp('created').nullish() });
export const bucketChange = z.object(bucketInput).partial();

export const settingInput = z.json();

export const queryInput = z.object({
  /** Each `start/end`. */
  timeperiods: z.array(z.string()).max(10_000),
  /** The lines of the program. */
  query: z.array(z.string()).max(10_000),
});

export const message = z.object({ message: z.string() }).meta({ id: 'Problem' });
/** Where the program is wrong, if anywhere in particular, and how. */
export const queryFailure = message.extend({
  type: z.string(),
  line: z.int().optional(),
  column: z.int().optional(),
  expected: z.string().optional(),
  found: z.string().optional(),
});
export const nothing = z.object({});

export const info = z.object({
  hostname: z.string(),
  version: z.string(),
  testing: z.boolean(),
  device_id: z.string(),
});

const data = z.record(z.string(), z.json());
const time = z.iso.datetime();

export const event = z
  .object({ id: z.int(), timestamp: time, duration: z.number().nonnegative(), data })
  .meta({ id: 'Event' });

/** Without an id where privacy kept it out of a bucket that holds no other event. */
export const heartbeatAnswer = event.extend({ id: z.int().nullable() }).meta({ id: 'HeartbeatAnswer' });

export const bucket = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    type: z.string(),
    client: z.string(),
    hostname: z.string(),
    created: time,
    data,
    /** Start of the earliest and end of the latest event. */
    metadata: z.object({ start: time.nullable(), end: time.nullable() }),
    /** The same as `metadata.end`, where aw-server's clients look for it. */
    last_updated: time.nullable(),
  })
  .meta({ id: 'Bucket' });
export const buckets = z.record(z.string(), bucket);
export const exported = z.object({
  buckets: z.record(z.string(), bucket.extend({ events: z.array(event) })),
});

const counts = { imported: z.int(), skipped: z.int(), refused: z.int() };
export const importReport = z.object({
  ...counts,
  /** By id; `problems` are the first few reasons for what was refused. */
  buckets: z.record(z.string(), z.object({ ...counts, created: z.boolean(), problems: z.array(z.string()) })),
});
/** What is missing of a bucket is filled in; ids are ignored; what is no event is refused and counted. */
export const exportedInput = z.object({
  buckets: z.record(
    z.string(),
    z.object({ ...bucketInput, created: z.string().nullish(), events: z.array(eventInput) }).partial(),
  ),
});
export const settings = z.record(z.string(), z.json());
export const deletion = z.object({ success: z.boolean() });
