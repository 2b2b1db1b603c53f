/** What is said about imports: where a file comes from, what was done, and what to do when it failed. */
import type { ImportPreview, ImportReport, SourceKind } from '../../../preload/contract/imports.ts';
import type { FailureKind } from '../../../preload/contract/result.ts';
import { counted } from '../../format/names.ts';

export const SOURCES: Readonly<Record<SourceKind, string>> = {
  'activitywatch-json': 'An export of ActivityWatch',
  'aw-server-rust': "ActivityWatch's record",
  'aw-server': "ActivityWatch's record, of its Python server",
};

type Counts = Pick<ImportPreview['buckets'][number], 'events' | 'fresh' | 'known' | 'refused'>;

/** Over all buckets. */
export function totalOf(buckets: readonly Counts[]): Counts {
  return buckets.reduce<Counts>(
    (sum, { events, fresh, known, refused }) => ({
      events: sum.events + events,
      fresh: sum.fresh + fresh,
      known: sum.known + known,
      refused: sum.refused + refused,
    }),
    { events: 0, fresh: 0, known: 0, refused: 0 },
  );
}

/** The result in a sentence or two: 544,000 events were imported into 7 buckets. 12 were already here. */
export function sayReport({ buckets, settings }: Pick<ImportReport, 'buckets' | 'settings'>, locale: string): string {
  const sum = (pick: (bucket: ImportReport['buckets'][number]) => number) =>
    buckets.reduce((total, bucket) => total + pick(bucket), 0);
  const imported = sum((bucket) => bucket.imported);
  const skipped = sum((bucket) => bucket.skipped);
  const refused = sum((bucket) => bucket.refused);
  const into = buckets.filter((bucket) => bucket.imported > 0).length;
  const set = settings.filter(({ state }) => state === 'set').length;
  const number = new Intl.NumberFormat(locale);
  return [
    imported === 0
      ? 'No event was new.'
      : `${counted(imported, 'event', 'events', locale)} ${imported === 1 ? 'was' : 'were'} imported into ${counted(into, 'bucket', 'buckets', locale)}.`,
    skipped === 0 ? '' : `${number.format(skipped)} ${skipped === 1 ? 'was' : 'were'} already here.`,
    refused === 0 ? '' : `${number.format(refused)} could not be taken.`,
    set === 0 ? '' : `${counted(set, 'setting', 'settings', locale)} ${set === 1 ? 'was' : 'were'} taken over.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** What a person can do about a failure, where its own message does not say. */
const REMEDIES: Partial<Readonly<Record<FailureKind, string>>> = {
  'not-found': 'Look whether the path is right, and whether the file is still there.',
  invalid: "Choose a file that ActivityWatch exported, or the database in its server's folder.",
  full: 'Make room on the disk, then try again.',
  'commit-failed': 'See what is said at the foot of the window about saving, then try again.',
  unwritable: 'Look whether Daytrail may read that file and write to its own folder, then try again.',
  locked: 'Another program keeps the file to itself. Close it, then try again.',
  closed: 'Try again once Daytrail answers.',
};

export const remedyFor = (kind: FailureKind): string | null => REMEDIES[kind] ?? null;
