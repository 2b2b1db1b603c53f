/**
 * By what activity is summed. Data that lacks one of the keys is in no group.
 */
import { canonicalJson } from '../../events/canonical.ts';
import type { Json, JsonObject } from '../../events/event.ts';
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
  const by = (...keys: readonly string[]) => groupedBy(data, (object) => valuesOf(object, keys));
  return {
    app: by('app'),
    appAndTitle: by('app', 'title'),
    domain: groupedBy(data, domainOf),
    url: by('url'),
    title: by('title'),
    fileAndLanguage: by('file', 'language'),
    language: by('language'),
    project: by('project'),
    label: by('label'),
  };
}

/** As merge.ts names a group; null where a key is missing. */
function valuesOf(data: JsonObject, keys: readonly string[]): string | null {
  let text = '';
  for (const key of keys) {
    if (!Object.hasOwn(data, key)) return null;
    text += `,${canonicalJson(data[key] as Json)}`;
  }
  return text;
}

/** What a row shows of a value that is a text nearly always. */
export function shown(data: JsonObject, key: string): string {
  const value = Object.hasOwn(data, key) ? data[key] : undefined;
  if (typeof value === 'string') return value;
  return value === undefined ? '' : canonicalJson(value);
}
