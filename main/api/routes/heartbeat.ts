/**
 * The heartbeat: the request that makes up nearly all of the load. Watchers drop what they get a 4xx or 5xx for, so only
 * a heartbeat that can never be taken is refused; while commits fail the store keeps it and answers.
 */
import type { NewEvent } from '../../events/event.ts';
import { eventToWire } from '../../query/wire.ts';
import { invalid } from '../http-error.ts';
import { type BodyReader, ok, type Reader, type Route, route } from '../route.ts';
import { heartbeatAnswer, heartbeatInput, heartbeatQuery } from '../schemas.ts';
import { readEvent, readPulsetime } from '../wire.ts';

const LIMIT = 1024 * 1024;

const heartbeatBody: BodyReader<NewEvent> = {
  schema: heartbeatInput,
  limit: LIMIT,
  read: (value) => readEvent(value, false),
};

const pulsetimeQuery: Reader<number> = {
  schema: heartbeatQuery,
  read(value) {
    if (typeof value !== 'object' || value === null) throw invalid('Missing required parameter pulsetime.');
    return readPulsetime((value as { pulsetime?: unknown }).pulsetime);
  },
};

export const heartbeatRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/buckets/:bucket/heartbeat',
    summary: 'Lengthen the event before it in time, or add one',
    query: pulsetimeQuery,
    body: heartbeatBody,
    answers: { 200: heartbeatAnswer },
    handle: ({ operations }, { params, query, body }) =>
      ok(eventToWire(operations.heartbeat(params.bucket, body, query))),
  }),
];
