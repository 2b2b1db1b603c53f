/** Which of an import's buckets become those of another host, and where in the record they belong then. */
import { destinationOf, type HostedBucket, type HostRename, nameOn } from './hosts.ts';
import type { SourceBucket } from './sources/index.ts';

export interface JoinedPlace {
  readonly id: string;
  readonly hostname: string;
}

export class JoinedPlaces {
  /** By the host in a source, what it is called now. */
  readonly #names: ReadonlyMap<string, string>;
  readonly #record: readonly HostedBucket[];
  readonly #found = new Set<string>();

  constructor(names: ReadonlyMap<string, string>, record: readonly HostedBucket[]) {
    this.#names = names;
    this.#record = record;
  }

  /** One for each bucket of a source, in their order. */
  placesOf(buckets: readonly SourceBucket[]): readonly JoinedPlace[] {
    const sources = buckets.map(({ id, spec: { type, client, hostname } }) => {
      // What is refused may hold anything.
      return { id, type, client, hostname: typeof hostname === 'string' ? hostname : 'unknown' };
    });
    const others = [...this.#record, ...sources];
    return sources.map((bucket) => {
      this.#found.add(bucket.hostname);
      const hostname = this.#nameOf(bucket.hostname);
      const id = hostname === bucket.hostname ? bucket.id : idOn(hostname, bucket, others);
      return { id, hostname };
    });
  }

  /** All that were found, as the sources call them, and as what they are taken. */
  hosts(): readonly HostRename[] {
    return [...this.#found].sort().map((from) => ({ from, to: this.#nameOf(from) }));
  }

  #nameOf(host: string): string {
    return this.#names.get(host) ?? host;
  }
}

/**
 * As joining in the record has it, and beyond that as any import has it: what has the same id is the same bucket, whoever
 * writes into it, unless it is of another type. One that kept its id when it was joined is found under that.
 */
function idOn(host: string, bucket: HostedBucket, others: readonly HostedBucket[]): string {
  const { into, id } = destinationOf(bucket, host, others, new Set(others.map((other) => other.id)));
  if (into !== null) return id;
  if (others.some((other) => other.id === bucket.id && other.hostname === host)) return bucket.id;
  const named = nameOn(bucket, host);
  return others.some((other) => other.id === named && other.type === bucket.type) ? named : id;
}
