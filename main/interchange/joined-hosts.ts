/**
 * Which hosts a person has said to be one. It is kept in the record, as a setting, so that what is imported later is taken
 * for the same host's without asking again. What watchers send is left as it is: a name that records is a name in use.
 */
import type { HostRename } from '../../preload/contract/hosts.ts';
import { equalJson } from '../events/canonical.ts';
import type { Json, JsonObject } from '../events/event.ts';
import { systemClock } from '../store/clock.ts';
import type { Datastore } from '../store/datastore.ts';
import type { Write } from '../store/writes.ts';

export const JOINED_SETTING = 'daytrail.joined-hosts';

/** What the setting says; anything may have written it, and what makes no sense is left out. */
export function joinedHosts(value: Json): readonly HostRename[] {
  return Array.isArray(value) ? value.filter(isRename) : [];
}

function isRename(value: Json): value is { from: string; to: string } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { from, to } = value as JsonObject;
  return typeof from === 'string' && typeof to === 'string' && to !== '' && from !== to;
}

/**
 * With what a person said since, one after another; a host that is said to be itself is one of its own again. Whoever was
 * joined with a name that has become an old one goes along, and the newest name is never an old one.
 */
export function withJoined(known: readonly HostRename[], said: readonly HostRename[]): readonly HostRename[] {
  return said.reduce<readonly HostRename[]>((hosts, { from, to }) => {
    const others = hosts.filter((host) => host.from !== from && host.from !== to);
    if (from === to) return others;
    return [...others.map((host) => (host.to === from ? { from: host.from, to } : host)), { from, to }];
  }, known);
}

/** The same for one import: what is said of it counts for more than what is known. */
export function joinsFor(known: readonly HostRename[], said: readonly HostRename[]): ReadonlyMap<string, string> {
  return new Map([...known, ...said].map(({ from, to }) => [from, to]));
}

/** What keeps in the record that these are one host, for the transaction that joins them. */
export function joinedWrite(store: Pick<Datastore, 'getSetting'>, host: HostRename): Write {
  const value = settingWith(store.getSetting(JOINED_SETTING), [host]);
  return { kind: 'set-setting', key: JOINED_SETTING, value: JSON.stringify(value), modified: systemClock.now() };
}

/** Keeps what was said, in a record that is open. */
export function rememberHosts(store: Pick<Datastore, 'getSetting' | 'setSetting'>, said: readonly HostRename[]): void {
  const before = store.getSetting(JOINED_SETTING);
  const hosts = settingWith(before, said);
  if (!equalJson(before ?? [], hosts)) store.setSetting(JOINED_SETTING, hosts);
}

/** The setting's value with what was said. */
export function settingWith(value: Json, said: readonly HostRename[]): Json[] {
  return withJoined(joinedHosts(value), said).map(({ from, to }) => ({ from, to }));
}
