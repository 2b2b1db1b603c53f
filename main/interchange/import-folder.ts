/** The folders in which imports lay down what they need, beside the record. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StoreError } from '../store/store-error.ts';

/** A new one; six letters follow the prefix. `commit-failed` where there is no room for it. */
export function makeFolder(prefix: string): string {
  try {
    return mkdtempSync(prefix);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const where = dirname(prefix);
    throw new StoreError('commit-failed', `There is no room to import in ${where}${code}. Nothing was imported.`);
  }
}

/** What a crash left behind. Nobody else uses this prefix: whoever has the record open has it alone. */
export function removeLeftovers(prefix: string): void {
  const folder = dirname(prefix);
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(basename(prefix))) rmSync(join(folder, name), { recursive: true, force: true });
  }
}
