/**
 * The packaged Daytrail, as a person would start it: the executable with its fuses and its archive, nothing loaded into it.
 * Playwright's own way into Electron is closed by a fuse, so it is looked at from outside: by its API, its database, its
 * windows on the desktop, and Chromium's remote debugging, which is a switch of the browser and no fuse.
 */
import { spawn } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { System } from '../../scripts/package/configuration.ts';
import { executableIn, unpackedFolders } from '../../scripts/package/inspect.ts';
import { IN_ZONE } from './clock.ts';
import { test as base, expect, withPlace } from './fixtures.ts';
import { makeFolder, ROOT, removeFolder } from './places.ts';
import { type Watched, watchProcess } from './process.ts';

export { expect };

declare global {
  var daytrail: Daytrail;
}

export const SYSTEM = process.platform as System;
/** Chromium refuses its sandbox to root; only the test may give it up. */
const SANDBOX = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** What `npm run package -- --dir` has left, for this machine's processor. */
export function packagedFolder(): string {
  const all = unpackedFolders(path.join(ROOT, 'dist'), SYSTEM);
  const own = all.find((folder) => /arm64/.test(path.basename(folder)) === (process.arch === 'arm64'));
  if (own === undefined) throw new Error('Nothing is packaged: run `npm run package -- --dir` first.');
  return own;
}

export interface Packaged extends Watched {
  /** Daytrail's window, once it is there. */
  window(): Promise<Page>;
  /** Asks Daytrail to quit, as the window's menu does; resolves when it has ended. */
  quit(): Promise<void>;
}

export interface StartOptions {
  /** Of the application; by default the packaged one. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly watchers?: boolean;
}

export interface PackagedFixtures {
  readonly start: (options: StartOptions, ...flags: string[]) => Promise<Packaged>;
  /** Only starts the program, with exactly these arguments. */
  readonly run: (options: StartOptions, ...args: string[]) => Watched;
  /** A copy of the application in which files may be changed by putting others in their place. */
  readonly copy: (leaveOut: (name: string) => boolean) => string;
}

export const test = base.extend<PackagedFixtures>({
  run: async ({ reaped }, use) => {
    await use((options, ...args) => reaped(launch(options, args)));
  },
  start: async ({ reaped, dataDir }, use) => {
    const browsers: Browser[] = [];
    await use(async (options, ...flags) => {
      const { watchers = false } = options;
      const place = withPlace(dataDir, ['--remote-debugging-port=0', ...flags], { watchers });
      return seen(reaped(launch(options, place)), browsers);
    });
    for (const browser of browsers) await browser.close().catch(() => undefined);
  },
  copy: async ({ dataDir: _after }, use) => {
    const folders: string[] = [];
    await use((leaveOut) => {
      const folder = makeFolder();
      folders.push(folder);
      linkAll(packagedFolder(), folder, leaveOut);
      return folder;
    });
    for (const folder of folders) removeFolder(folder);
  },
});

function launch({ folder = packagedFolder(), env = {} }: StartOptions, args: readonly string[]): Watched {
  const child = spawn(executableIn(folder, SYSTEM), [...SANDBOX, ...args], {
    // Not in the project, which a packaged Daytrail must not need.
    cwd: folder,
    env: { ...process.env, ...IN_ZONE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watchProcess(child);
}

const DEBUGGING = /^DevTools listening on (ws:\S+)\r?$/m;

async function seen(watched: Watched, browsers: Browser[]): Promise<Packaged> {
  const address = await new Promise<string>((resolve, reject) => {
    watched.onOutput(() => {
      const found = DEBUGGING.exec(watched.stderr())?.[1];
      if (found !== undefined) resolve(found);
    });
    void watched.ended.then(({ code }) => reject(new Error(`Daytrail ended with code ${code}: ${watched.stderr()}`)));
  });
  let found: Promise<Page> | null = null;
  const window = () => {
    found ??= attach(address, browsers);
    return found;
  };
  return {
    ...watched,
    window,
    quit: async () => {
      const page = await window();
      // From a later turn: the page is gone before it could answer the test.
      await page.evaluate(() => void setTimeout(() => globalThis.daytrail.quit()));
      expect(await watched.ended).toEqual({ code: 0, signal: null });
    },
  };
}

/** Attaches only once the page is there: who is attached while windows are made holds them up. */
async function attach(address: string, browsers: Browser[]): Promise<Page> {
  const list = `http://${new URL(address).host}/json/list`;
  const own = async () => {
    const answer = await fetch(list).catch(() => null);
    const targets = answer?.ok === true ? ((await answer.json()) as { type: string; url: string }[]) : [];
    return targets.some(({ type, url }) => type === 'page' && !url.startsWith('about:'));
  };
  await expect.poll(own, { message: "Daytrail's window", timeout: 60_000 }).toBe(true);
  const browser = await chromium.connectOverCDP(address);
  browsers.push(browser);
  const pages = browser.contexts().flatMap((context) => context.pages());
  const page = pages.find((each) => !each.url().startsWith('about:'));
  if (page === undefined) throw new Error('The window went away again.');
  return page;
}

/** Hard links, which take no time and no space; Electron looks for everything beside the place of its executable. */
function linkAll(from: string, to: string, leaveOut: (name: string) => boolean): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (leaveOut(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) {
      mkdirSync(target);
      linkAll(source, target, leaveOut);
    } else {
      try {
        linkSync(source, target);
      } catch {
        // Another file system, or a link.
        cpSync(source, target, { verbatimSymlinks: true });
      }
    }
  }
}
