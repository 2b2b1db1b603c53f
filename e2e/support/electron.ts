/**
 * Starts the built Daytrail in Electron: a fresh data folder for each test, and no process left behind. What a person
 * would do with the tray and with dialogs is done through spy.cjs.
 */

import { _electron, test as base, type ElectronApplication, type Page } from '@playwright/test';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { Status } from '../../preload/contract/schemas.ts';
import { makeFolder, ROOT, removeFolder } from './places.ts';
import { type Watched, watchProcess } from './process.ts';
import { makeRuntime, type Runtime } from './runtime.ts';

export { expect } from '@playwright/test';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
}

export interface Question {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  readonly answered: boolean;
}

export interface Running extends Watched {
  readonly app: ElectronApplication;
  /** Daytrail's window, once it is there. */
  window(): Promise<Page>;
  windowIsVisible(): Promise<boolean>;
  /** As the window is told it. */
  status(): Promise<Status>;
  /** Where watchers reach this Daytrail. */
  address(): Promise<string>;
  /** The tray's menu, without its separators. */
  menu(): Promise<readonly MenuEntry[]>;
  clickMenu(id: string): Promise<void>;
  questions(): Promise<readonly Question[]>;
  /** Presses a button of the last question. */
  answer(button: number): Promise<void>;
}

export interface Fixtures {
  readonly dataDir: string;
  /** Starts Daytrail on `dataDir`, with a free port unless the flags name one. */
  readonly start: (...flags: string[]) => Promise<Running>;
}
interface WorkerFixtures {
  readonly runtime: Runtime;
}

interface Seen {
  menu: {
    items: { id: string; label: string; enabled: boolean; type: string }[];
    getMenuItemById(id: string): { click(): void } | null;
  } | null;
  questions: { options: Omit<Question, 'answered'>; answered: boolean; answer(button: number): void }[];
}
declare global {
  var daytrailSeen: Seen;
  var daytrail: Daytrail;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  runtime: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
    async ({}, use) => {
      const runtime = makeRuntime();
      await use(runtime);
      if (runtime.folder !== null) removeFolder(runtime.folder);
    },
    { scope: 'worker' },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
  dataDir: async ({}, use) => {
    const folder = makeFolder();
    await use(folder);
    removeFolder(folder);
  },
  start: async ({ dataDir, runtime }, use) => {
    const started: Running[] = [];
    await use(async (...flags) => {
      const running = await launch(runtime, withPlace(dataDir, flags));
      started.push(running);
      return running;
    });
    for (const running of started) await running.reap();
  },
});

/** Daytrail's flags on a folder of its own, and on a port of its own unless one is named. */
export function withPlace(dataDir: string, flags: readonly string[]): string[] {
  const port = flags.includes('--port') ? [] : ['--port', '0'];
  return ['--data-dir', dataDir, ...port, ...flags];
}

async function launch({ executable, args }: Runtime, flags: readonly string[]): Promise<Running> {
  const app = await _electron.launch({ executablePath: executable, args: [...args, ...flags], cwd: ROOT });
  const watched = watchProcess(app.process());

  const window = async () => {
    const isOurs = (page: Page) => page.url().startsWith('daytrail://app');
    const known = app.windows().find(isOurs);
    return known ?? (await app.waitForEvent('window', isOurs));
  };
  const status = async () => (await window()).evaluate(() => globalThis.daytrail.status());

  return {
    ...watched,
    app,
    window,
    windowIsVisible: () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((shown) => shown.isVisible())),
    status,
    address: async () => {
      const { api } = await status();
      if (api.state !== 'listening') throw new Error(`Daytrail does not listen: ${JSON.stringify(api)}`);
      return api.address;
    },
    menu: () =>
      app.evaluate(() =>
        (globalThis.daytrailSeen.menu?.items ?? [])
          .filter(({ type }) => type !== 'separator')
          .map(({ id, label, enabled }) => ({ id, label, enabled })),
      ),
    clickMenu: (id) =>
      app.evaluate((_electron, wanted) => {
        const item = globalThis.daytrailSeen.menu?.getMenuItemById(wanted);
        if (item == null) throw new Error(`There is no menu item ${wanted}.`);
        // From a later turn: the answer to the test must be out before Daytrail ends.
        setImmediate(() => item.click());
      }, id),
    questions: () =>
      app.evaluate(() =>
        globalThis.daytrailSeen.questions.map(({ options: { message, detail, buttons }, answered }) => ({
          message,
          detail,
          buttons,
          answered,
        })),
      ),
    answer: (button) =>
      app.evaluate((_electron, pressed) => {
        const question = globalThis.daytrailSeen.questions.at(-1);
        setImmediate(() => question?.answer(pressed));
      }, button),
  };
}
