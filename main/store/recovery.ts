/**
 * A damaged database is set aside, never repaired in place nor deleted. What can be read of it goes into a new one; what
 * it has lost is filled in from the newest backup that can be opened; and the person is told, with numbers.
 */
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Micros } from '../events/event.ts';
import { readBackupName } from './backups/backup-name.ts';
import { openReadOnly, openWriter } from './connection.ts';
import { COMPANIONS, holdsSomething, markSuspect, noteRepair, readRepair } from './database-file.ts';
import { migrate, SCHEMA_VERSION, schemaVersion } from './migrations/index.ts';
import { RepairedRecord } from './repaired-record.ts';
import { openDamaged, Salvage } from './salvage.ts';
import { quickCheck } from './sqlite-error.ts';

export interface RecoveryOptions {
  readonly file: string;
  /** Where backups lie (`*.db`); null: nowhere. */
  readonly backupsDir: string | null;
  readonly now: () => Micros;
}

/** Being built; then complete, waiting to take the damaged file's place. */
const unfinished = (file: string) => `${file}.recovering`;
const complete = (file: string) => `${file}.recovered`;

interface Counts {
  readonly salvaged: number;
  readonly filledIn: number;
  /** Whether all was read that had been there. */
  readonly whole: boolean;
  /** Its name; null where there was none that could be used. */
  readonly backup: string | null;
}

/**
 * Puts a new database in the place of the damaged one and says what became of it. If it is interrupted, the next start
 * does it again or, once the new database was complete, puts that in place.
 */
export function recover({ file, backupsDir, now }: RecoveryOptions): string {
  markSuspect(file);
  const counts = build(file, backupsDir);
  const aside = freeName(file, now());
  const notice = describe(counts, aside);
  noteRepair(file, { aside, notice });
  renameSync(unfinished(file), complete(file));
  replace(file, aside);
  return notice;
}

/** After a start that was interrupted while it recovered: what it had to say, if the new database is in place; else null. */
export function finishRecovery(file: string, now: Micros): string | null {
  const repair = readRepair(file);
  if (existsSync(complete(file))) replace(file, repair?.aside ?? freeName(file, now));
  return repair !== null && existsSync(repair.aside) ? repair.notice : null;
}

function build(file: string, backupsDir: string | null): Counts {
  const scratch = `${file}.salvage`;
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { mode: 0o700 });
  const opened: Database.Database[] = [];
  try {
    const connection = openNew(unfinished(file));
    opened.push(connection);
    const damaged = openDamaged(file, scratch);
    if (damaged !== null) opened.push(damaged);
    const backup = openNewestBackup(backupsDir);
    if (backup !== null) opened.push(backup);
    return gather(connection, damaged, backup);
  } finally {
    for (const connection of opened) connection.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

function openNew(file: string): Database.Database {
  for (const suffix of ['', ...COMPANIONS]) rmSync(`${file}${suffix}`, { force: true });
  const { connection } = openWriter(file);
  migrate(connection);
  return connection;
}

function openNewestBackup(backupsDir: string | null): Database.Database | null {
  if (backupsDir === null || !existsSync(backupsDir)) return null;
  const files = readdirSync(backupsDir)
    // A record that made way for a backup went on another way than the one that is damaged.
    .filter((name) => name.endsWith('.db') && readBackupName(name)?.kind !== 'replaced')
    .map((name) => join(backupsDir, name))
    .map((file) => ({ file, modified: statSync(file).mtimeMs }))
    .sort((a, b) => b.modified - a.modified);
  for (const { file } of files) {
    const backup = openBackup(file);
    if (backup !== null) return backup;
  }
  return null;
}

/** Null where it is damaged too, or not a record of a schema this program knows. */
function openBackup(file: string): Database.Database | null {
  let connection: Database.Database | null = null;
  try {
    connection = openReadOnly(file);
    const version = schemaVersion(connection);
    quickCheck(connection);
    if (version >= 1 && version <= SCHEMA_VERSION) return connection;
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error;
  }
  connection?.close();
  return null;
}

function gather(into: Database.Database, damaged: Database.Database | null, backup: Database.Database | null): Counts {
  const record = new RepairedRecord(into);
  const salvage = damaged === null ? null : new Salvage(damaged);
  const rest = backup === null ? null : new Salvage(backup);
  let salvaged = 0;
  let filledIn = 0;

  if (salvage !== null) {
    for (const bucket of salvage.buckets()) record.addBucket(bucket);
    for (const setting of salvage.settings()) record.addSetting(setting);
  }
  const bucketIds = new Map<unknown, string>();
  for (const bucket of rest?.buckets() ?? []) {
    bucketIds.set(bucket.row, bucket.id);
    if (salvage === null || salvage.mayHaveLostBucket(bucket.row)) record.addBucket(bucket);
  }
  if (salvage === null || salvage.lostSettings)
    for (const setting of rest?.settings() ?? []) record.addSetting(setting);

  for (const event of salvage?.events() ?? []) if (record.addEvent(event)) salvaged += 1;
  for (const event of rest?.events() ?? []) {
    // What the damaged file could be read for and does not have was deleted since the backup was made.
    if (salvage !== null && !salvage.mayHaveLost(Number(event.id))) continue;
    const bucket = record.rowOfBucket(bucketIds.get(event.bucket) ?? '');
    if (bucket !== undefined && record.fillIn(event, bucket)) filledIn += 1;
  }
  record.finish(Math.max(salvage?.lastEventId ?? 0, rest?.lastEventId ?? 0));
  return {
    salvaged,
    filledIn,
    whole: salvage?.complete ?? false,
    backup: backup === null ? null : basename(backup.name),
  };
}

/** Sets the damaged file aside under this name, with what belongs to it, and puts the complete one in its place. */
function replace(file: string, aside: string): void {
  rmSync(`${file}-shm`, { force: true });
  // Before the database itself: a -wal file of the old database must never lie beside the new one.
  for (const suffix of ['-wal', '-journal']) {
    if (holdsSomething(`${file}${suffix}`)) renameSync(`${file}${suffix}`, `${aside}${suffix}`);
    else rmSync(`${file}${suffix}`, { force: true });
  }
  if (existsSync(file)) renameSync(file, aside);
  renameSync(complete(file), file);
}

function freeName(file: string, now: Micros): string {
  const stamp = new Date(now / 1000).toISOString().replace(/[-:]|\.\d+/g, '');
  const name = basename(file, '.db');
  for (let number = 1; ; number += 1) {
    const aside = join(dirname(file), `${name}.damaged-${stamp}${number === 1 ? '' : `-${number}`}.db`);
    if (!existsSync(aside)) return aside;
  }
}

/** How a notice of it begins. */
export const REPAIRED = 'The database was damaged and has been repaired';

function describe({ salvaged, filledIn, whole, backup }: Counts, aside: string): string {
  const from = backup === null ? '' : `, and ${count(filledIn)} came from the backup ${backup}`;
  const missing = whole
    ? 'Nothing is missing.'
    : backup === null
      ? 'What could not be read is missing: there was no backup to take it from.'
      : 'What is in neither is missing.';
  return (
    `${REPAIRED}: ${count(salvaged)} could be read from it${from}. ${missing} ` +
    `The damaged file is kept as ${aside}.`
  );
}

const count = (events: number) => `${events.toLocaleString('en-GB')} ${events === 1 ? 'event' : 'events'}`;
