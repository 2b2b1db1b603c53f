/**
 * Privacy rules as ActivityWatch's setting `privacy_filters` has them: a list of objects with `enabled`, `bucket_prefix`,
 * `field` (a dotted path into the data), `pattern`, `action` (`drop` or `redact`) and `replacement`. A rule looks only at
 * texts: a field that is missing, or is a number or a list, it leaves alone.
 */
import type { Json, JsonObject } from '../events/event.ts';
import { PatternError } from '../query/language/pattern-error.ts';
import { PrivacyPattern } from './privacy-pattern.ts';
import { StoreError } from './store-error.ts';

export interface PrivacyRule {
  /** Its place in the list, from 1, by which a person is told of it. */
  readonly number: number;
  readonly bucketPrefix: string;
  readonly path: readonly string[];
  readonly pattern: PrivacyPattern;
  /** What the whole text is replaced by; null: the event is dropped. */
  readonly replacement: string | null;
}

/** Each rule is asked of each heartbeat. */
const MAX_RULES = 1000;

/** The enabled rules; null is an empty list. StoreError `invalid` with the first thing that is wrong, enabled or not. */
export function readRules(setting: Json): readonly PrivacyRule[] {
  return listed(setting).flatMap((rule, index) => readRule(rule, index + 1) ?? []);
}

/** Those of the rules that can be used, and what is wrong with the others. */
export function readUsableRules(setting: Json): { rules: readonly PrivacyRule[]; problems: readonly string[] } {
  const problems: string[] = [];
  const usable = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      problems.push(error.message);
      return null;
    }
  };
  const list = usable(() => listed(setting)) ?? [];
  const rules = list.flatMap((rule, index) => usable(() => readRule(rule, index + 1)) ?? []);
  return { rules, problems };
}

/** The text at the path; undefined where there is none. */
export function textAt(data: JsonObject, path: readonly string[]): string | undefined {
  let value: Json | undefined = data;
  for (const key of path) value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The data with another text at the path, which must be there. */
export function withText(data: JsonObject, [key = '', ...rest]: readonly string[], text: string): JsonObject {
  const inner = data[key];
  return { ...data, [key]: rest.length > 0 && isObject(inner) ? withText(inner, rest, text) : text };
}

function listed(setting: Json): readonly Json[] {
  if (setting === null) return [];
  if (!Array.isArray(setting)) throw wrong('privacy_filters is not a list of rules');
  if (setting.length > MAX_RULES) throw wrong(`there are more than ${MAX_RULES} rules`);
  return setting;
}

/** Null: it is not enabled. What is wrong with it is thrown as `bad` puts it, by default as part of the whole setting. */
export function readRule(
  rule: Json,
  number: number,
  bad = (why: string): StoreError => wrong(`rule ${number}: ${why}`),
): PrivacyRule | null {
  if (!isObject(rule)) throw bad('it is not an object');
  const { enabled = true, bucket_prefix: bucketPrefix, field, pattern, action, replacement } = rule;
  if (typeof enabled !== 'boolean') throw bad("'enabled' is not true or false");
  if (bucketPrefix !== undefined && bucketPrefix !== null && typeof bucketPrefix !== 'string') {
    throw bad("'bucket_prefix' is not a text");
  }
  if (action !== 'drop' && action !== 'redact') throw bad("'action' is not 'drop' or 'redact'");
  if (typeof field !== 'string' || field.split('.').includes('')) {
    throw bad("'field' is not the name of a field, such as 'title'");
  }
  if (action === 'redact' && (typeof replacement !== 'string' || replacement === '')) {
    throw bad("to redact, it needs a 'replacement' that is not empty");
  }
  if (typeof pattern !== 'string') throw bad("'pattern' is not a text");
  const read: PrivacyRule = {
    number,
    bucketPrefix: bucketPrefix ?? '',
    path: field.split('.'),
    pattern: readPattern(pattern, bad),
    replacement: action === 'redact' && typeof replacement === 'string' ? replacement : null,
  };
  return enabled ? read : null;
}

function readPattern(pattern: string, bad: (why: string) => StoreError): PrivacyPattern {
  try {
    return new PrivacyPattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) throw bad(`its pattern cannot be used: ${error.message}`);
    throw error;
  }
}

const wrong = (why: string): StoreError =>
  new StoreError(
    'invalid',
    `The privacy filters cannot be used as they are: ${why}. Put that right and save them again.`,
  );

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
