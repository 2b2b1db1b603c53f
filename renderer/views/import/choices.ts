/** What a person decides before an import: which hosts have another name now, and which settings to take. Pure. */
import type { ImportPreview, ImportRequest } from '../../../preload/contract/imports.ts';
import type { BucketSummary, Status } from '../../../preload/contract/schemas.ts';
import { hostsOf, isHost } from '../data/hosts.ts';

/** By the host in the file, the one that it is called now; without an entry it keeps its name. */
export type HostChoices = ReadonlyMap<string, string>;
export type SettingsChoice = ImportRequest['settings'];

/** This computer first, then the others that the record knows, by name. */
export function ownHosts(status: Pick<Status, 'hostname'> | undefined, buckets: readonly BucketSummary[]): string[] {
  const known = hostsOf(buckets);
  const here = status?.hostname;
  return here === undefined ? known : [here, ...known.filter((host) => host !== here)];
}

/** The file's hosts that the record does not know: strangers, or this computer by an earlier name. */
export function foreignHosts(preview: ImportPreview, own: readonly string[]): string[] {
  return preview.hosts.filter((host) => isHost(host) && !own.includes(host));
}

export function withHost(choices: HostChoices, from: string, to: string | null): HostChoices {
  const next = new Map(choices);
  if (to === null) next.delete(from);
  else next.set(from, to);
  return next;
}

export const hostsIn = (choices: HostChoices): ImportRequest['hosts'] =>
  [...choices].map(([from, to]) => ({ from, to }));

/** How many settings would be written. */
export function settingsTaken({ settings }: ImportPreview, choice: SettingsChoice): number {
  if (choice === 'none') return 0;
  return settings.filter(({ state }) => state === 'new' || (choice === 'all' && state === 'different')).length;
}
