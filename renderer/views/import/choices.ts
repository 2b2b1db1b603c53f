/** What a person decides before an import: which hosts have another name now, and which settings to take. Pure. */
import type { ImportPreview, ImportRequest } from '../../../preload/contract/imports.ts';
import type { BucketSummary, Status } from '../../../preload/contract/schemas.ts';
import { hostsOf, isHost } from '../data/hosts.ts';

export type SettingsChoice = ImportRequest['settings'];

/** This computer first, then the others that the record knows, by name. */
export function ownHosts(status: Pick<Status, 'hostname'> | undefined, buckets: readonly BucketSummary[]): string[] {
  const known = hostsOf(buckets);
  const here = status?.hostname;
  return here === undefined ? known : [here, ...known.filter((host) => host !== here)];
}

/** A host of the file that a person may want to say something of. */
export interface AskedHost {
  readonly host: string;
  /** As what it is taken; null: as itself. */
  readonly to: string | null;
  /** Whom it could be, by name. */
  readonly choices: readonly string[];
}

/**
 * The file's hosts that the record does not know: strangers, or a computer of it by an earlier name. And those that are taken
 * for another, known or not, so that nothing is joined in silence.
 */
export function askedHosts({ hosts }: ImportPreview, own: readonly string[]): AskedHost[] {
  return hosts
    .filter(({ from, to }) => isHost(from) && (from !== to || !own.includes(from)))
    .map(({ from, to }) => {
      const others = own.filter((host) => host !== from);
      const choices = from === to || others.includes(to) ? others : [...others, to];
      return { host: from, to: from === to ? null : to, choices };
    })
    .filter(({ choices }) => choices.length > 0);
}

/** How many settings would be written. */
export function settingsTaken({ settings }: ImportPreview, choice: SettingsChoice): number {
  if (choice === 'none') return 0;
  return settings.filter(({ state }) => state === 'new' || (choice === 'all' && state === 'different')).length;
}
