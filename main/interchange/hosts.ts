/**
 * Hosts that were renamed. A bucket knows its host twice: in its hostname, and, where its watcher follows ActivityWatch's
 * custom, at the end of its id (`aw-watcher-window_laptop`).
 */
import type { HostRename } from '../../preload/contract/hosts.ts';

export type { HostRename };

export interface HostedBucket {
  readonly id: string;
  readonly hostname: string;
}

/** The bucket as it would be called on the host's new name; the same where it is of none of these hosts. */
export function renamed<T extends HostedBucket>(bucket: T, hosts: readonly HostRename[]): T {
  const host = hosts.find(({ from }) => from === bucket.hostname);
  if (host === undefined) return bucket;
  const before = stem(bucket);
  return { ...bucket, id: before === bucket.id ? before : `${before}_${host.to}`, hostname: host.to };
}

/** What the id says without the host. */
export function stem({ id, hostname }: HostedBucket): string {
  const suffix = `_${hostname}`;
  return id.endsWith(suffix) && id.length > suffix.length ? id.slice(0, -suffix.length) : id;
}
