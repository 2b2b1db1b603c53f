/**
 * Which backups have had their time. Kept are the newest of each of the last seven days and four weeks, on this computer's
 * calendar, of which there are any: after a month's absence, what was there before it still is. Records that made way for a
 * restored backup are kept for four weeks, however many somebody tried before they found the right one. Pure.
 */
import type { Micros } from '../../events/event.ts';
import type { Zone } from '../../lifecycle/hours.ts';
import type { BackupName } from './backup-name.ts';

const DAYS = 7;
const WEEKS = 4;
const DAY_MS = 86_400_000;
const REPLACED_FOR: Micros = 28 * DAY_MS * 1000;

/**
 * The names of those that may go. Backups that a wrong clock has dated later than now are counted among themselves, so that
 * they take the place of none that are dated right. The newest of either is always kept.
 */
export function outdated(backups: readonly BackupName[], now: Micros, zone: Zone): readonly string[] {
  const newestFirst = [...backups].sort((a, b) => b.made - a.made);
  const kept = new Set<BackupName>();
  const regular = newestFirst.filter(({ kind }) => kind === 'backup');
  for (const dated of [regular.filter(({ made }) => made <= now), regular.filter(({ made }) => made > now)]) {
    for (const backup of firstOfEach(dated, DAYS, ({ made }) => dayOf(made, zone))) kept.add(backup);
    for (const backup of firstOfEach(dated, WEEKS, ({ made }) => weekOf(made, zone))) kept.add(backup);
  }
  for (const backup of newestFirst) {
    if (backup.kind === 'replaced' && now - backup.made < REPLACED_FOR) kept.add(backup);
  }
  return newestFirst.filter((backup) => !kept.has(backup)).map(({ name }) => name);
}

function firstOfEach(backups: readonly BackupName[], most: number, keyOf: (backup: BackupName) => number) {
  const first = new Map<number, BackupName>();
  for (const backup of backups) if (!first.has(keyOf(backup))) first.set(keyOf(backup), backup);
  return [...first.values()].slice(0, most);
}

/** Days since 1970-01-01, by the calendar. */
function dayOf(at: Micros, zone: Zone): number {
  const [year, month, day] = zone.day(at);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** Weeks begin on Monday; 1970-01-01 was a Thursday. */
const weekOf = (at: Micros, zone: Zone): number => Math.floor((dayOf(at, zone) + 3) / 7);
