/** Where the tests find what they start, and folders that are gone when a test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const PRELOAD = path.join(ROOT, 'out/preload/index.cjs');

export function makeFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'daytrail-e2e-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

export function databaseIn(dataDir: string, { testing = false } = {}): string {
  return path.join(dataDir, testing ? 'daytrail-testing.db' : 'daytrail.db');
}
