/** A privacy rule in words, and the words that a person chooses from. Pure. */
import type { PrivacyRule } from '../../../../preload/contract/privacy.ts';

export const NEW_RULE: PrivacyRule = {
  enabled: true,
  bucket_prefix: '',
  field: 'title',
  pattern: '',
  action: 'drop',
  replacement: 'Private',
};

/** Where a rule looks: how the ids of the buckets begin. */
export const PLACES: readonly { readonly prefix: string; readonly name: string }[] = [
  { prefix: '', name: 'Everywhere' },
  { prefix: 'aw-watcher-window', name: 'Apps and windows' },
  { prefix: 'aw-watcher-web', name: 'Browser tabs' },
  { prefix: 'aw-watcher-afk', name: 'Away and back' },
];

/** What a rule looks at. */
export const FIELDS: readonly { readonly field: string; readonly name: string }[] = [
  { field: 'title', name: 'Title' },
  { field: 'app', name: 'App' },
  { field: 'url', name: 'Address (URL)' },
  { field: 'file', name: 'File' },
  { field: 'project', name: 'Project' },
];

export const placeName = (prefix: string): string =>
  PLACES.find((place) => place.prefix === prefix)?.name ?? `Buckets beginning with ${prefix}`;

const fieldName = (field: string): string =>
  FIELDS.find((each) => each.field === field)?.name ?? (field === '' ? 'No field' : `Field ${field}`);

export interface RuleInWords {
  readonly what: string;
  readonly where: string;
}

/** `Drop if title has “bank”`, `Everywhere`. */
export function describeRule({ action, field, pattern, replacement, bucket_prefix }: RuleLike): RuleInWords {
  const does = action === 'drop' ? 'Drop' : `Write “${replacement}” instead`;
  const name = fieldName(field);
  const subject = name.startsWith('Address') ? 'address' : name.toLowerCase();
  return { what: `${does} if the ${subject} has “${pattern}”`, where: placeName(bucket_prefix) };
}

type RuleLike = Pick<PrivacyRule, 'action' | 'field' | 'pattern' | 'replacement' | 'bucket_prefix'>;
