/** What every end-to-end test starts from: a fresh data folder, and Daytrails that do not outlive the test. */
import { test as base } from '@playwright/test';
import { type Headless, launchHeadless } from './headless.ts';
import { makeFolder, removeFolder } from './places.ts';
import type { Watched } from './process.ts';

export { expect } from '@playwright/test';

export interface Fixtures {
  readonly dataDir: string;
  /** Keeps a process from outliving the test, in whichever way that ends. */
  readonly reaped: <W extends Watched>(watched: W) => W;
  /** Starts the headless shell on `dataDir`, with a free port unless the flags name one. */
  readonly startHeadless: (...flags: string[]) => Promise<Headless>;
  /** The same on a computer where ActivityWatch keeps its data below this folder. */
  readonly startBesideActivityWatch: (dataHome: string) => Promise<Headless>;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
  dataDir: async ({}, use) => {
    const folder = makeFolder();
    await use(folder);
    removeFolder(folder);
  },
  // On `dataDir` it depends so that the processes are gone before their folder is.
  reaped: async ({ dataDir: _after }, use) => {
    const all: Watched[] = [];
    await use((watched) => {
      all.push(watched);
      return watched;
    });
    for (const watched of all) await watched.reap();
  },
  startHeadless: async ({ dataDir, reaped }, use) => {
    await use(async (...flags) => reaped(await launchHeadless(withPlace(dataDir, flags))));
  },
  startBesideActivityWatch: async ({ dataDir, reaped }, use) => {
    await use(async (home) => {
      const env = { HOME: home, XDG_DATA_HOME: home, LOCALAPPDATA: home, APPDATA: home };
      return reaped(await launchHeadless(withPlace(dataDir, []), env));
    });
  },
});

/**
 * Daytrail's flags on a folder of its own, on a port of its own unless one is named, and without its own watchers, which
 * would record the test itself, unless they are what is tested. A later flag wins.
 */
export function withPlace(dataDir: string, flags: readonly string[], { watchers = false } = {}): string[] {
  const port = flags.includes('--port') ? [] : ['--port', '0'];
  return [...(watchers ? [] : ['--no-watchers']), '--data-dir', dataDir, ...port, ...flags];
}
