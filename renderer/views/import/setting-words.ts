/**
 * ActivityWatch's settings in plain words: those that its web interface and its servers keep. What is not known here is
 * called by its key.
 */
import type { ImportPreview } from '../../../preload/contract/imports.ts';
import { capital, counted } from '../../format/names.ts';

type Setting = ImportPreview['settings'][number];

/** What its entries are, one and several. */
const ENTRIES: Readonly<Record<string, readonly [one: string, several: string]>> = {
  classes: ['category with its rule', 'categories with their rules'],
  category_sets: ['set of categories', 'sets of categories'],
  active_set_ids: ['set of categories in use', 'sets of categories in use'],
  privacy_filters: ['privacy filter', 'privacy filters'],
  saved_queries: ['saved query', 'saved queries'],
  views: ["view of ActivityWatch's own window", "views of ActivityWatch's own window"],
};

/** Said with the value. */
const VALUES: Readonly<Record<string, string>> = {
  startOfDay: 'when a day begins',
  startOfWeek: 'when a week begins',
  landingpage: "the first page of ActivityWatch's own window",
  locale: "the language of ActivityWatch's own window",
  theme: 'light or dark',
};

/** Said alone, since the value says nothing. */
const NAMES: Readonly<Record<string, string>> = {
  durationDefault: 'how much time is shown at first',
  useColorFallback: 'colours for what has no category',
  always_active_pattern: 'what counts as active without input',
  showYearly: 'whether a year can be shown',
  useMultidevice: 'whether several computers are shown together',
  requestTimeout: 'how long to wait for an answer',
  devmode: 'the views for developers',
  newReleaseCheckData: 'when ActivityWatch looked for a newer one',
  userSatisfactionPollData: 'when ActivityWatch asked how it is liked',
  uncategorizedNotificationData: 'when to point to what has no category',
  initialTimestamp: 'when ActivityWatch was first used',
};

/** Such as `12 categories with their rules`, or `When a day begins: 05:00`. Null: nothing better than the key is known. */
export function settingWords({ key, text, entries }: Setting, locale: string): string | null {
  const counts = wordsOf(ENTRIES, key);
  if (counts !== undefined && entries !== null) return counted(entries, ...counts, locale);
  const valued = wordsOf(VALUES, key);
  if (valued !== undefined) return text === null || text === '' ? capital(valued) : `${capital(valued)}: ${text}`;
  const name = wordsOf(NAMES, key);
  return name === undefined ? null : capital(name);
}

const wordsOf = <T>(words: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(words, key) ? words[key] : undefined;
