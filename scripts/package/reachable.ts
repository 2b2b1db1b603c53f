/** Which files of a bundle a program can come to, from its entries on: what the others import is shipped for nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Rolldown keeps the names of its files whole, in imports of both kinds and in URLs of threads. */
const BESIDE = /["'`]\.\/([\w.-]+\.js)["'`]/g;

/** Entries and files are names in `folder`, which has no folders below it. */
export function reachable(folder: string, entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const left = [...entries];
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    for (const [, beside = ''] of readFileSync(join(folder, name), 'utf8').matchAll(BESIDE)) left.push(beside);
  }
  return found;
}
