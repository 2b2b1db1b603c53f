/**
 * The device's id: a UUID in the plain file `device_id` of the data folder, as ActivityWatch keeps it, so that records
 * from several computers can be told apart.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Created where there is none yet or the file holds something else. A null folder gives a new id each time. */
export function deviceId(dataDir: string | null): string {
  if (dataDir === null) return randomUUID();
  const file = join(dataDir, 'device_id');
  const known = read(file);
  if (known !== null) return known;
  const id = randomUUID();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writeFileSync(file, id, { mode: 0o600 });
  return id;
}

function read(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    return UUID.test(text) ? text : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
