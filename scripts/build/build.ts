/**
 * Builds everything into out/, when it is not built already from exactly these sources. What it was built from is
 * remembered as a hash in out/built, so that neither checking out nor touching a file builds for nothing.
 */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, ROOT, TOOLS } from '../root.ts';
import { type Finished, runNode } from '../runtime/child.ts';

const INPUTS = [
  '{main,preload,renderer}/**/*',
  'assets/**/*',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  '{.,renderer}/tsconfig.json',
];
const RESULTS = ['main/index.js', 'main/headless.js', 'preload/index.cjs', 'renderer/index.html'];
const STAMP = inRoot('out/built');

/** Changes with every change of a file that the build reads; tests are not among them. */
export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const entries = globSync(INPUTS, { cwd: root, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  for (const file of files.map((entry) => join(entry.parentPath, entry.name)).sort()) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

export function isStale(): boolean {
  if (RESULTS.some((file) => !existsSync(inRoot('out', file)))) return true;
  return !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== fingerprint(ROOT);
}

/** The builder's own output is kept for the answer, or shown. */
export async function build(show = false): Promise<Finished> {
  const before = fingerprint(ROOT);
  rmSync(STAMP, { force: true });
  const built = await runNode(TOOLS.build, ['build'], { deadlineMs: 240_000, show });
  if (built.ok) writeFileSync(STAMP, before);
  return built;
}
