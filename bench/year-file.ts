/**
 * The benchmark's year as a database file, written by the product's own datastore, so that it is what the product reads.
 * Writing takes a while; the file is kept, named by everything that decides its contents.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Json } from '../main/events/event.ts';
import { silentLog } from '../main/lifecycle/log.ts';
import { CATEGORIES_SETTING } from '../main/query/activity/shown-categories.ts';
import { Datastore } from '../main/store/datastore.ts';
import { CATEGORIES } from './query-categories.ts';
import { YEAR, type YearOptions, year } from './year.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'daytrail');

/** What the file depends on, besides the options. */
const SOURCES = [
  'bench/year.ts',
  'bench/year-file.ts',
  'bench/query-categories.ts',
  'bench/year/*.ts',
  'main/store/**/*.ts',
  'main/events/*.ts',
];

/** The path of a complete, closed database of that year. It is shared: copy it with `yearCopy` to run something on it. */
export function yearFile(options: YearOptions = YEAR): string {
  const file = join(CACHE, `year-${fingerprint(options)}.db`);
  if (existsSync(file)) return file;
  mkdirSync(CACHE, { recursive: true });
  for (const old of globSync('year-*.db', { cwd: CACHE })) rmSync(join(CACHE, old), { force: true });
  // Another process may be writing one, too.
  const unfinished = `${file}.${process.pid}`;
  try {
    writeYear(unfinished, options);
    renameSync(unfinished, file);
  } finally {
    for (const rest of globSync(`${unfinished}*`)) rmSync(rest, { force: true });
  }
  return file;
}

/** A copy of one's own, as `target`. */
export function yearCopy(target: string, options: YearOptions = YEAR): void {
  copyFileSync(yearFile(options), target);
}

/** Writes the year, and the categories of its person, into a new database file and closes it. */
export function writeYear(file: string, options: YearOptions): void {
  const store = Datastore.open({
    file,
    backupsDir: null,
    log: silentLog,
    onChange: () => undefined,
    onHealth: () => undefined,
  });
  const known = new Set<string>();
  for (const { bucket, events } of year(options)) {
    const created = events[0]?.start;
    if (!known.has(bucket.id) && created !== undefined) {
      known.add(bucket.id);
      store.createBucket(bucket.id, { ...bucket.spec, created });
    }
    store.insertEvents(bucket.id, events);
  }
  store.setSetting(CATEGORIES_SETTING, [...CATEGORIES] as Json[]);
  store.close();
}

function fingerprint(options: YearOptions): string {
  const hash = createHash('sha256').update(JSON.stringify(options));
  const files = globSync(SOURCES, { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex').slice(0, 16);
}
