/**
 * What can be learnt of a database file, and noted beside it, without opening it for writing.
 */
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { openReadOnly } from './connection.ts';
import { newerSchema, SCHEMA_VERSION, schemaVersion } from './migrations/index.ts';
import { isTrouble } from './sqlite-error.ts';

/** The first bytes of every SQLite file, and where its user_version lies (sqlite.org/fileformat2.html#the_database_header). */
const MAGIC = 'SQLite format 3\0';
const USER_VERSION_AT = 60;

/** Files that SQLite keeps beside a database; while they hold something, they are part of it. */
export const COMPANIONS = ['-wal', '-shm', '-journal'] as const;

/** Where the file itself is, if this is a link to it: there SQLite keeps what belongs to it, and there its lock must be. */
export function whereItLies(file: string): string {
  return existsSync(file) && lstatSync(file).isSymbolicLink() ? realpathSync(file) : file;
}

/**
 * Tells at any time whether the file that has this name now is still the one there. Open files cannot be taken away on Windows,
 * where always true is told.
 */
export function watchPlace(file: string): () => boolean {
  if (process.platform === 'win32') return () => true;
  const place = () => {
    const found = statSync(file, { bigint: true, throwIfNoEntry: false });
    return found === undefined ? null : `${found.dev}:${found.ino}`;
  };
  const before = place();
  return () => place() === before;
}

/** Fails with `newer-schema` where a newer Daytrail wrote the file. Changes no byte of it. */
export function refuseNewerSchema(file: string): void {
  const found = readSchemaVersion(file);
  if (found > SCHEMA_VERSION) throw newerSchema(file, found);
}

function readSchemaVersion(file: string): number {
  const header = readHeader(file);
  if (header === null) return 0;
  const version = header.readInt32BE(USER_VERSION_AT);
  if (version > SCHEMA_VERSION || !holdsSomething(`${file}-wal`)) return version;
  // A newer program may have ended before its migration was moved out of the -wal file.
  try {
    const connection = openReadOnly(file);
    try {
      return schemaVersion(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    // What cannot be read now is noticed again, and dealt with, when the file is opened for writing.
    if (isTrouble(error)) return version;
    throw error;
  }
}

/** Null where there is no file, or none that begins as a SQLite file does. */
function readHeader(file: string): Buffer | null {
  if (!existsSync(file)) return null;
  const header = Buffer.alloc(100);
  const descriptor = openSync(file, 'r');
  try {
    const length = readSync(descriptor, header, 0, header.length, 0);
    return length === header.length && header.toString('latin1', 0, MAGIC.length) === MAGIC ? header : null;
  } finally {
    closeSync(descriptor);
  }
}

const markerOf = (file: string) => `${file}.suspect`;

/** Has the file checked at the next start, because a read or write found it damaged or failed. */
export function markSuspect(file: string): void {
  // What is noted there of a repair stays.
  writeFileSync(markerOf(file), '', { flag: 'a' });
}

/** A repair of which nobody has been told yet. */
interface Repair {
  /** The name under which the damaged file is kept, or will be. */
  readonly aside: string;
  readonly notice: string;
}

/** Has the next start tell of it, if this one is interrupted; and check the file, as `markSuspect` does. */
export function noteRepair(file: string, { aside, notice }: Repair): void {
  writeFileSync(markerOf(file), `${aside}\n${notice}`);
}

/** Null where none is noted. */
export function readRepair(file: string): Repair | null {
  if (!holdsSomething(markerOf(file))) return null;
  const [aside = '', ...notice] = readFileSync(markerOf(file), 'utf8').split('\n');
  return { aside, notice: notice.join('\n') };
}

export function clearSuspect(file: string): void {
  rmSync(markerOf(file), { force: true });
}

/** Whether the last process ended without closing the file, or met damage in it. After an orderly end this costs nothing. */
export function needsCheck(file: string): boolean {
  return existsSync(markerOf(file)) || holdsSomething(`${file}-wal`) || holdsSomething(`${file}-journal`);
}

export function holdsSomething(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}
