/** What a read would have to see of what was written before it: these buckets, in this time. Pure. */
import { wholeChunks } from '../query/column-cache.ts';
import type { ReadCall } from '../query/reads.ts';
import type { EventRange } from './operations.ts';

export interface Touched {
  /** Undefined: all. */
  readonly buckets: readonly string[] | undefined;
  readonly range: EventRange;
}

export function touchedBy(call: ReadCall): Touched {
  switch (call.method) {
    case 'listEvents':
    case 'countEvents': {
      const [bucket, range] = call.args;
      return { buckets: [bucket], range };
    }
    case 'summarizeBuckets':
    case 'previewJoin':
      return { buckets: undefined, range: {} };
    case 'tryPrivacyRule': {
      const [{ start, end }] = call.args;
      return { buckets: undefined, range: { start, end } };
    }
    case 'readTimeline': {
      const [query] = call.args;
      return { buckets: query.buckets, range: wholeChunks(query) };
    }
    case 'describe': {
      const [{ bucket, start, end }] = call.args;
      return { buckets: [bucket], range: { start, end } };
    }
    case 'pageEvents': {
      const [{ buckets, start, end }] = call.args;
      return { buckets, range: { start, end } };
    }
    case 'exportEvents': {
      // What is newer than where it goes on does not matter: heartbeats in the meantime are not committed one by one for it.
      const [{ bucket, range, after }] = call.args;
      return { buckets: [bucket], range: after === null ? range : { start: range.start, end: after.start } };
    }
    case 'listKeys':
      return { buckets: call.args, range: {} };
    case 'query':
    case 'activity': {
      const [{ periods }] = call.args;
      const start = Math.min(...periods.map((period) => period.start));
      const end = Math.max(...periods.map((period) => period.end));
      return { buckets: undefined, range: wholeChunks({ start, end }) };
    }
  }
}
