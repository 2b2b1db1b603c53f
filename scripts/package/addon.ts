/**
 * Which binary of better-sqlite3 is shipped: the one its authors publish, which loads in the Electron that Daytrail pins.
 * Where another Electron is packaged (ELECTRON_OVERRIDE_DIST_PATH), that one is tried with it first, and one that was
 * compiled here takes its place only if the published one does not work there.
 */
import { existsSync } from 'node:fs';
import { inRoot } from '../root.ts';
import { run } from '../runtime/child.ts';

const PACKAGE = 'node_modules/better-sqlite3';
const COMPILED = `${PACKAGE}/build/Release/better_sqlite3.node`;

export type Addon = 'published' | 'compiled';
export type AddonChoice = { readonly addon: Addon } | { readonly reason: string };

/** `works` says whether a file, relative to the root, can be used; asked for the published one first. */
export async function chooseAddon(
  works: (file: string) => Promise<boolean>,
  hasCompiled: boolean,
): Promise<AddonChoice> {
  const published = `${PACKAGE}/prebuilds/${process.platform}-${process.arch}.node`;
  if (await works(published)) return { addon: 'published' };
  if (!hasCompiled) return { reason: `better-sqlite3's ${published} does not load in that Electron` };
  if (await works(COMPILED)) return { addon: 'compiled' };
  return { reason: `neither ${published} nor ${COMPILED} loads in that Electron` };
}

/** For an Electron that is still as it comes: it can run as Node until its fuse is burnt. */
export async function addonFor(electron: string): Promise<AddonChoice> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const works = async (file: string): Promise<boolean> => {
    const script = `const Database = require(${JSON.stringify(inRoot(PACKAGE))});
      new Database(':memory:', { nativeBinding: ${JSON.stringify(inRoot(file))} }).exec('SELECT 1');`;
    // An addon for a newer Node-API may not fail but end the process.
    return (await run(electron, ['-e', script], { deadlineMs: 20_000, env })).ok;
  };
  return chooseAddon(works, existsSync(inRoot(COMPILED)));
}
