/** Buckets: what a watcher creates before it sends anything. */
import type { BucketPatch, JsonObject } from '../../events/event.ts';
import { bucketToWire } from '../../query/wire.ts';
import { invalid } from '../http-error.ts';
import { type Answer, bodyReader, json, NOTHING, type Route, route, type Services } from '../route.ts';
import { bucket, bucketChange, bucketCreation, buckets, MAX_BUCKET_ID, nothing } from '../schemas.ts';

const LIMIT = 1024 * 1024;

/** ActivityWatch's clients take 304 for "it is there already" and anything else but 200 for a failure. */
const EXISTS: Answer = { status: 304, body: null };

export const bucketRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/buckets',
    summary: 'All buckets by id',
    answers: { 200: buckets },
    handle: ({ operations }) =>
      json(Object.fromEntries(operations.listBuckets().map((item) => [item.id, bucketToWire(item)]))),
  }),
  route({
    method: 'GET',
    path: '/buckets/:bucket',
    summary: 'One bucket',
    answers: { 200: bucket },
    handle: ({ operations }, { params }) => json(bucketToWire(operations.getBucket(params.bucket))),
  }),
  route({
    method: 'POST',
    path: '/buckets/:bucket',
    summary: 'Create a bucket; one that exists is left as it is',
    body: bodyReader(bucketCreation, LIMIT),
    answers: { 200: nothing, 304: null },
    handle(services, { params, body }) {
      checkNewId(params.bucket);
      const { type, client, name = null, created } = body;
      const home = atHome(services, body.hostname, () => asObject(body.data) ?? {});
      const spec = { type, client, name, ...home, ...(typeof created === 'number' ? { created } : {}) };
      return services.operations.createBucket(params.bucket, spec) ? NOTHING : EXISTS;
    },
  }),
  route({
    method: 'PUT',
    path: '/buckets/:bucket',
    summary: 'Change what a bucket says about itself; what is left out stays',
    body: bodyReader(bucketChange, LIMIT),
    answers: { 200: bucket },
    handle(services, { params, body }) {
      const { operations } = services;
      const data = asObject(body.data);
      const { hostname } = body;
      const home =
        hostname === undefined
          ? { data }
          : atHome(services, hostname, () => data ?? operations.getBucket(params.bucket).data);
      const given = { type: body.type, client: body.client, name: body.name, ...home };
      const patch: BucketPatch = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
      return json(bucketToWire(operations.updateBucket(params.bucket, patch)));
    },
  }),
  route({
    method: 'DELETE',
    path: '/buckets/:bucket',
    summary: 'Delete a bucket with all its events',
    answers: { 200: nothing },
    handle({ operations }, { params }) {
      operations.deleteBucket(params.bucket);
      return NOTHING;
    },
  }),
];

/**
 * Any text is an id, as host names are part of them and people name their computers freely. Not a slash, because clients
 * put ids into paths without escaping them, and not what cannot be seen.
 */
function checkNewId(id: string): void {
  if (id === '') throw invalid("A bucket's id must not be empty.");
  if (id.length > MAX_BUCKET_ID) throw invalid(`A bucket's id has at most ${MAX_BUCKET_ID} characters.`);
  if (id.includes('/')) throw invalid("A bucket's id must not contain a slash.");
  if (/\p{Cc}/u.test(id)) throw invalid("A bucket's id must not contain control characters.");
}

/** `!local` as a host name stands for this machine, and then the data says which it is. */
function atHome(services: Services, hostname: string, data: () => JsonObject) {
  if (hostname !== '!local') return { hostname, data: data() };
  const info = services.info();
  return { hostname: info.hostname, data: { ...data(), device_id: info.device_id } };
}

const asObject = (data: unknown): JsonObject | undefined =>
  data === null ? undefined : (data as JsonObject | undefined);
