/**
 * What becomes of a prepared import, bucket by bucket: pure accounts of what the store knows and of what was taken in.
 */
import type { ImportPreview, ImportReport } from '../../preload/contract/imports.ts';
import { equalJson } from '../events/canonical.ts';
import type { Bucket, Json, JsonObject } from '../events/event.ts';
import type { TakingPlan } from '../store/take-in.ts';
import type { PreparedBucket, PreparedImport } from './prepared.ts';

/** Characters of a setting's value that are shown. */
const MAX_TEXT = 100;

type ReportedBucket = ImportReport['buckets'][number];
type PreviewedBucket = ImportPreview['buckets'][number];

/** The hosts that it takes for others. */
export const joinedIn = ({ hosts }: PreparedImport): ImportReport['hosts'] =>
  hosts.filter(({ from, to }) => from !== to).map((host) => ({ ...host }));

/** `imported` as `takeIn` gives it. */
export function reportOf(
  { buckets }: PreparedImport,
  { takings }: TakingPlan,
  imported: readonly number[],
): ReportedBucket[] {
  const places = new Map(takings.map(({ index }, at) => [index, at]));
  return buckets.map((bucket) => {
    const { index, id, fit, refused, problems } = bucket;
    const at = places.get(index);
    if (bucket.refusal !== null || at === undefined)
      return { id, created: false, imported: 0, ...refusedWhole(bucket) };
    const taken = imported[at] ?? 0;
    const created = takings[at]?.isNew === true;
    return { id, created, imported: taken, skipped: fit - taken, refused, problems: [...problems] };
  });
}

/** `known`: how many events of each prepared bucket, doubles left out, the record has; in their order. */
export function previewOf(
  prepared: PreparedImport,
  known: readonly number[],
  record: { readonly buckets: readonly Bucket[]; readonly settings: JsonObject },
): Omit<ImportPreview, 'path'> {
  const ids = new Set(record.buckets.map(({ id }) => id));
  return {
    kind: prepared.kind,
    buckets: prepared.buckets.map((bucket, at) => previewOfBucket(bucket, known[at] ?? 0, ids.has(bucket.id))),
    hosts: prepared.hosts.map((host) => ({ ...host })),
    settings: Object.entries(prepared.settings).map(([key, value]) => {
      const mine = Object.hasOwn(record.settings, key) ? record.settings[key] : undefined;
      return { key, ...told(value), state: mine === undefined ? 'new' : equalJson(mine, value) ? 'same' : 'different' };
    }),
  };
}

function previewOfBucket(bucket: PreparedBucket, inRecord: number, exists: boolean): PreviewedBucket {
  const { id, spec, fit, refused, problems, lies } = bucket;
  // What is refused may hold anything.
  const [type, client, hostname] = [spec.type, spec.client, spec.hostname].map(asText) as [string, string, string];
  const about = { id, type, client, hostname, events: fit + refused, exists };
  if (bucket.refusal !== null) {
    const { refused, problems } = refusedWhole(bucket);
    return { ...about, first: null, last: null, fresh: 0, known: 0, refused, problems };
  }
  const different = lies === null ? 0 : lies.lastPlace - lies.firstPlace + 1;
  const fresh = different - inRecord;
  const [first, last] = [lies?.start ?? null, lies?.end ?? null];
  return { ...about, first, last, fresh, known: fit - fresh, refused, problems: [...problems] };
}

/** What a person wants to know of a setting: a plain value itself, of anything else how much it is. */
function told(value: Json): Pick<ImportPreview['settings'][number], 'text' | 'entries'> {
  if (typeof value !== 'object' || value === null) return { text: String(value).slice(0, MAX_TEXT), entries: null };
  return { text: null, entries: Object.keys(value).length };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : 'unknown');

function refusedWhole({ refusal, fit, refused, problems }: PreparedBucket) {
  return { skipped: 0, refused: refused + fit, problems: refusal === null ? [...problems] : [refusal] };
}
