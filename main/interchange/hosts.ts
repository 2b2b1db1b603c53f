/**
 * Hosts that were renamed. A bucket knows its host twice: in its hostname, and, where its watcher follows ActivityWatch's
 * custom, at the end of its id (`aw-watcher-window_laptop`).
 */
import type { HostRename } from '../../preload/contract/hosts.ts';

export type { HostRename };

export interface HostedBucket {
  readonly id: string;
  readonly type: string;
  readonly client: string;
  readonly hostname: string;
}

/** Where a bucket belongs that is to be one of another host. */
export interface Destination<B> {
  /** The one that it is joined with; null: there is none. */
  readonly into: B | null;
  readonly id: string;
}

/**
 * The bucket of that host which is the same but for the host: of the same type, client and name before the host
 * (`aw-watcher-window_old` belongs into `aw-watcher-window_new`, never one browser's into another's). Where there is none
 * it is called so itself, unless something of another kind is, which `taken` has: then it keeps its id.
 */
export function destinationOf<B extends HostedBucket>(
  bucket: HostedBucket,
  host: string,
  others: readonly B[],
  taken: ReadonlySet<string>,
): Destination<B> {
  const before = stem(bucket);
  const named = nameOn(bucket, host);
  const alike = others.filter(
    (other) =>
      other.hostname === host && other.type === bucket.type && other.client === bucket.client && stem(other) === before,
  );
  const into = alike.find(({ id }) => id === named) ?? alike[0] ?? null;
  return { into, id: into?.id ?? (taken.has(named) ? bucket.id : named) };
}

/** What the bucket is called on that host, where its id names the host at all. */
export function nameOn(bucket: HostedBucket, host: string): string {
  const before = stem(bucket);
  return before === bucket.id ? before : `${before}_${host}`;
}

/** What the id says without the host. */
export function stem({ id, hostname }: Pick<HostedBucket, 'id' | 'hostname'>): string {
  const suffix = `_${hostname}`;
  return id.endsWith(suffix) && id.length > suffix.length ? id.slice(0, -suffix.length) : id;
}
