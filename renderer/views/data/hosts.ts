/** The computers that a record is of, as its buckets say. Pure. */
import type { BucketSummary } from '../../../preload/contract/schemas.ts';

/** What buckets say that know no host. */
const NO_HOSTS: ReadonlySet<string> = new Set(['', 'unknown', '!local']);

export const isHost = (hostname: string): boolean => !NO_HOSTS.has(hostname);

/** By name. */
export function hostsOf(buckets: readonly BucketSummary[]): string[] {
  return [...new Set(buckets.map(({ hostname }) => hostname))].filter(isHost).sort();
}

/** The one, but for `except`, that recorded last the longest ago: likely an earlier name. Null where there is none. */
export function oldestHost(buckets: readonly BucketSummary[], except: string | undefined): string | null {
  const last = (host: string) =>
    Math.max(
      ...buckets.filter(({ hostname }) => hostname === host).map(({ last }) => last ?? Number.NEGATIVE_INFINITY),
    );
  const [oldest = null] = hostsOf(buckets)
    .filter((host) => host !== except)
    .sort((a, b) => last(a) - last(b));
  return oldest;
}
