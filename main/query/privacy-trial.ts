/**
 * What a privacy rule would do, before a person saves it: whether it can be used, whether it finds a text of theirs, and
 * how many recorded events it would have dropped or redacted. It costs per distinct data, not per event.
 */
import type Database from 'better-sqlite3';
import type { PrivacyTrial, PrivacyTrialQuery } from '../../preload/contract/privacy.ts';
import type { JsonObject } from '../events/event.ts';
import { type PrivacyRule, readRule, textAt } from '../store/privacy-rules.ts';
import { StoreError } from '../store/store-error.ts';
import type { BucketRows } from './bucket-rows.ts';
import { withinTime } from './language/time-limit.ts';
import { earlier, rangeParams, recent } from './range.ts';

/** One text is looked at for as long as a heartbeat's would be before it counts as undecided. */
const TEXT_MS = 150;

/** `ms`: how long the events may take. */
export function privacyTrialReader(
  db: Database.Database,
  buckets: BucketRows,
  ms: number,
): (query: PrivacyTrialQuery) => PrivacyTrial {
  const select = db
    .prepare<[object], [json: string, count: number]>(`
      SELECT d.json, sum(found.count)
      FROM (SELECT e.data, count(*) AS count ${recent()} GROUP BY e.data
        UNION ALL SELECT e.data, count(*) AS count ${earlier()} GROUP BY e.data) found
      JOIN data d ON d.row = found.data
      GROUP BY d.row`)
    .raw();

  return ({ rule: given, text, start, end }) => {
    const rule = usable(given);
    if (typeof rule === 'string') return { problem: rule, found: null, events: null };
    const params = rangeParams({ start, end });
    const rows = buckets
      .list()
      .filter(({ id }) => id.startsWith(rule.bucketPrefix))
      .flatMap(({ row }) => select.all({ ...params, bucket: row }));
    const within = <T>(limit: number, work: () => T): T | null => withinTime(limit, work)?.result ?? null;
    return {
      problem: null,
      found: text === null ? null : within(TEXT_MS, () => rule.pattern.isIn(text, true)),
      events: within(ms, () => rows.reduce((sum, [json, count]) => sum + (finds(rule, json) ? count : 0), 0)),
    };
  };
}

function finds(rule: PrivacyRule, json: string): boolean {
  const text = textAt(JSON.parse(json) as JsonObject, rule.path);
  return text !== undefined && rule.pattern.isIn(text, true) === true;
}

/** The rule as it would be asked, or why it cannot be. */
function usable(given: PrivacyTrialQuery['rule']): PrivacyRule | string {
  try {
    const bad = (why: string) => new StoreError('invalid', why);
    return readRule({ ...given, enabled: true }, 1, bad) ?? 'it is turned off';
  } catch (error) {
    if (error instanceof StoreError) return error.message;
    throw error;
  }
}
