/** Events of a bucket: list, count, insert, replace, read and delete. */
import { z } from 'zod';
import { eventToWire } from '../../query/wire.ts';
import type { EventToWrite } from '../../store/operations.ts';
import { HttpError } from '../http-error.ts';
import { type BodyReader, bodyReader, json, ok, type Route, reader, route } from '../route.ts';
import { deletion, deletionInput, event, eventsInput, eventsQuery, rangeQuery } from '../schemas.ts';
import { readEvents } from '../wire.ts';

/** About 400,000 events at once. Parsing more would hold up the heartbeats that arrive meanwhile. */
const INSERT_LIMIT = 64 * 1024 * 1024;

/** About 100,000 ids. */
const DELETE_LIMIT = 1024 * 1024;

const eventsBody: BodyReader<readonly EventToWrite[]> = { schema: eventsInput, limit: INSERT_LIMIT, read: readEvents };

export const eventRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/buckets/:bucket/events',
    summary: 'Events of a range, newest first and cut to it',
    query: reader(eventsQuery),
    answers: { 200: event.array() },
    handle: async ({ operations }, { params, query }) =>
      ok(await operations.listEvents(params.bucket, { start: query.start, end: query.end }, query.limit)),
  }),
  route({
    method: 'POST',
    path: '/buckets/:bucket/events',
    summary: 'Insert one event or many, or replace those whose id is given; all or none',
    body: eventsBody,
    answers: { 200: event.array() },
    handle({ operations }, { params, body }) {
      return ok(`[${operations.insertEvents(params.bucket, body).map(eventToWire).join(',')}]`);
    },
  }),
  route({
    method: 'GET',
    path: '/buckets/:bucket/events/count',
    summary: 'Number of events of a range',
    query: reader(rangeQuery),
    answers: { 200: event.shape.id },
    handle: async ({ operations }, { params, query }) => json(await operations.countEvents(params.bucket, query)),
  }),
  route({
    method: 'GET',
    path: '/buckets/:bucket/events/:event',
    summary: 'One event, never cut',
    answers: { 200: event },
    handle: ({ operations }, { params }) => ok(eventToWire(operations.getEvent(params.bucket, eventId(params.event)))),
  }),
  route({
    method: 'DELETE',
    path: '/buckets/:bucket/events/:event',
    summary: 'Delete one event; `success` is false where it was not there',
    answers: { 200: deletion },
    handle: ({ operations }, { params }) =>
      json({ success: operations.deleteEvent(params.bucket, eventId(params.event)) }),
  }),
  route({
    method: 'POST',
    path: '/buckets/:bucket/events/delete',
    summary: 'Delete many events at once; answers how many there were',
    body: bodyReader(deletionInput, DELETE_LIMIT),
    answers: { 200: z.int() },
    handle: ({ operations }, { params, body }) => json(operations.deleteEvents(params.bucket, body.ids)),
  }),
];

/** An id that no event can have is an event that is not there. */
function eventId(text: string): number {
  const id = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new HttpError(404, 'There is no such event: an event is asked for by its id, a whole number.');
}
