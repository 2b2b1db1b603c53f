/** Daytrail's own version, from package.json, which lies two folders up from the source and from the built file alike. */
import { readFileSync } from 'node:fs';

export function readVersion(file: URL = new URL('../../package.json', import.meta.url)): string {
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}
