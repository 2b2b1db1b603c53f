/**
 * Test files of ActivityWatch's own repositories, which no package contains. They are fetched, at a fixed commit, into the
 * temporary folder; DAYTRAIL_ACTIVITYWATCH names a folder with checkouts (aw-client, …) where that is not possible.
 */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KnownFailures } from './python-tests.ts';

export interface ForeignSuite {
  readonly repository: string;
  /** Null: it is run from a checkout alone. */
  readonly commit: string | null;
  readonly path: string;
  readonly known: KnownFailures;
  /** How many tests it has, for when it cannot be had. */
  readonly tests: number;
}

export const FOREIGN_SUITES: readonly ForeignSuite[] = [
  {
    repository: 'aw-client',
    commit: '0209b8aec96fa9bfd7c0a10215d265f1e3b34ce8',
    path: 'tests/test_client.py',
    // It expects three events in the order in which they were made, though lists are newest first; and further on None for
    // an event it has deleted, where the client raises for every 404.
    known: { test_full: /for e in fetched_events\] == \[|HTTPError: 404/ },
    tests: 1,
  },
  {
    repository: 'aw-server',
    // None of its commits says with which released client it fits.
    commit: null,
    path: 'tests/test_client.py',
    known: {},
    tests: 14,
  },
];

export const CHECKOUTS_VARIABLE = 'DAYTRAIL_ACTIVITYWATCH';
const PATIENCE_MS = 10_000;

/** The suite's file in `folder`, or why it cannot be had. */
export async function fetchSuite(
  { repository, commit, path }: ForeignSuite,
  folder: string,
): Promise<{ readonly file: string } | { readonly reason: string }> {
  const file = join(folder, repository, path.split('/').at(-1) ?? path);
  mkdirSync(join(folder, repository), { recursive: true });
  const checkouts = process.env[CHECKOUTS_VARIABLE];
  if (checkouts !== undefined) {
    const source = join(checkouts, repository, path);
    if (!existsSync(source)) return { reason: `${CHECKOUTS_VARIABLE} has no ${repository}/${path}` };
    copyFileSync(source, file);
    return { file };
  }
  if (commit === null)
    return { reason: `${repository}/${path} runs where ${CHECKOUTS_VARIABLE} names a folder of checkouts` };
  try {
    const address = `https://raw.githubusercontent.com/ActivityWatch/${repository}/${commit}/${path}`;
    const reply = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (!reply.ok) return { reason: `${repository}/${path} could not be fetched: ${reply.status}` };
    writeFileSync(file, await reply.text());
    return { file };
  } catch {
    return { reason: `${repository}/${path} could not be fetched; ${CHECKOUTS_VARIABLE} names a folder of checkouts` };
  }
}
