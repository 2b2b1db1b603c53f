/** What a source says about a bucket, as far as it can be kept. */
import { refuseProto } from '../../api/json-body.ts';
import { parseTimestamp } from '../../api/timestamp.ts';
import type { JsonObject } from '../../events/event.ts';
import { messageOf } from '../../lifecycle/message-of.ts';
import { checkBucket, checkBucketId, checkData } from '../../store/validate.ts';
import type { SourceBucket } from './source.ts';

/** The fields of ActivityWatch's bucket that are kept. */
export const BUCKET_FIELDS = ['type', 'client', 'hostname', 'name', 'created', 'data'] as const;
export type BucketFields = Partial<Record<(typeof BUCKET_FIELDS)[number], unknown>>;

/** What is missing is `unknown`, or now; an event is worth more than what its bucket says about itself. */
export function bucketSpec(id: string, fields: BucketFields): SourceBucket {
  const text = (key: 'type' | 'client' | 'hostname') => (fields[key] ?? 'unknown') as string;
  const { name, created } = fields;
  const spec = {
    type: text('type'),
    client: text('client'),
    hostname: text('hostname'),
    name: (name ?? null) as string | null,
    data: (fields.data ?? {}) as JsonObject,
  };
  try {
    checkBucketId(id);
    checkBucket(spec);
    checkData(spec.data);
    refuseProto(spec.data);
    if (typeof created !== 'string') return { id, spec, refusal: null };
    return { id, spec: { ...spec, created: parseTimestamp(created, 'created') }, refusal: null };
  } catch (error) {
    return { id, spec, refusal: messageOf(error) };
  }
}

/** Why something was refused, as a sentence. */
