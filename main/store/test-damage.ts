/** Spoils databases for tests. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { reading } from './testing.ts';

export function overwrite(file: string, at: number, bytes: Buffer): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

/** The pages of these tables and indexes that hold rows, in the order of their keys. */
export function leavesOf(file: string, ...names: string[]): number[] {
  return reading(file, (connection) =>
    connection
      .prepare(
        `SELECT pageno FROM dbstat WHERE pagetype = 'leaf' AND name IN (${names.map(() => '?')}) ORDER BY name, path`,
      )
      .pluck()
      .all(...names),
  ) as number[];
}
