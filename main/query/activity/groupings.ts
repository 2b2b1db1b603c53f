/**
 * By what activity is summed. Data that lacks one of the keys is in no group.
 */
import { canonicalJson } from '../../events/canonical.ts';
import type { Json, JsonObject } from '../../events/event.ts';
import { groupName } from '../../events/merge.ts';
import { domainOf } from '../../events/split-url.ts';
import type { DataObjects } from '../data-objects.ts';
import { groupedBy, type PerData } from './per-data.ts';

export interface Groupings {
  readonly app: PerData;
  readonly appAndTitle: PerData;
  readonly domain: PerData;
  readonly url: PerData;
  readonly title: PerData;
  readonly fileAndLanguage: PerData;
  readonly language: PerData;
  readonly project: PerData;
  readonly label: PerData;
}

export function groupingsOf(data: DataObjects): Groupings {
  const by = (...keys: readonly string[]) => groupedBy(data, (object) => groupName(object, keys));
  return {
    app: by('app'),
    appAndTitle: by('app', 'title'),
    domain: byDomain(data),
    url: by('url'),
    title: by('title'),
    fileAndLanguage: by('file', 'language'),
    language: by('language'),
    project: by('project'),
    label: by('label'),
  };
}

/** Addresses repeat more than data does, and reading one takes long. */
function byDomain(data: DataObjects): PerData {
  const known = new Map<Json | undefined, string | null>();
  const domain = (object: JsonObject): string | null => {
    const before = known.get(object.url);
    if (before !== undefined) return before;
    const found = domainOf(object);
    known.set(object.url, found);
    return found;
  };
  return groupedBy(data, domain, () => known.clear());
}

/** What a row shows of a value that is a text nearly always. */
export function shown(data: JsonObject, key: string): string {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (typeof value === 'string') return value;
  return value === undefined ? '' : canonicalJson(value);
}
