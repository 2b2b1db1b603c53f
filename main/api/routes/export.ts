/** Exports of one bucket, of all, and of one as a table: as large as they are, streamed as they are read. */
import { z } from 'zod';
import type { Bucket } from '../../events/event.ts';
import { attachment } from '../../interchange/attachment.ts';
import { exportCsv, exportJson } from '../../interchange/export.ts';
import type { Operations } from '../../store/operations.ts';
import { type Answer, type Route, reader, route } from '../route.ts';
import { eventsQuery, exported } from '../schemas.ts';

export const exportRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/buckets/:bucket/export',
    summary: 'One bucket with all its events, as a file that can be imported',
    answers: { 200: exported },
    handle: ({ operations }, { params }) => file(operations, [operations.getBucket(params.bucket)]),
  }),
  route({
    method: 'GET',
    path: '/export',
    summary: 'All buckets with all their events, as a file that can be imported',
    answers: { 200: exported },
    handle: ({ operations }) => file(operations, operations.listBuckets()),
  }),
  route({
    method: 'GET',
    path: '/buckets/:bucket/export/csv',
    summary: 'Events of a range as a table, newest first, with a column for each key of the bucket',
    query: reader(eventsQuery),
    answers: { 200: z.string() },
    produces: 'text/csv',
    handle({ operations }, { params, query }) {
      const { id } = operations.getBucket(params.bucket);
      return {
        status: 200,
        body: exportCsv(operations, id, { start: query.start, end: query.end }, query.limit),
        headers: {
          'Content-Type': 'text/csv; charset=utf-8; header=present',
          'Content-Disposition': attachment(`aw-events-export-${id}`, 'csv'),
        },
      };
    },
  }),
];

/** Named as ActivityWatch does: after the bucket where there is only one. */
function file(operations: Operations, buckets: readonly Bucket[]): Answer {
  const [only] = buckets;
  const name = only !== undefined && buckets.length === 1 ? `aw-bucket-export_${only.id}` : 'aw-buckets-export';
  return {
    status: 200,
    body: exportJson(operations, buckets),
    headers: { 'Content-Disposition': attachment(name, 'json') },
  };
}
