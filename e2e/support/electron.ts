/** Starts the built Daytrail in Electron. What a person would do with the tray and with dialogs is done through spy.cjs. */

import { spawn } from 'node:child_process';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { Status } from '../../preload/contract/schemas.ts';
import { test as base, expect, withPlace } from './fixtures.ts';
import { ROOT, removeFolder } from './places.ts';
import { type Watched, watchProcess } from './process.ts';
import { loaderRuntime, makeRuntime, type Runtime } from './runtime.ts';

export { expect };

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly enabled: boolean;
}

export interface Shown {
  readonly title: string;
  readonly body: string;
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
  /** As a left click on it. */
  clickTray(): Promise<void>;
  /** Every notification so far. */
  notifications(): Promise<readonly Shown[]>;
  /** Clicks the last of them. */
  clickNotification(): Promise<void>;
  /** The folders that were to be shown in a file manager. */
  folders(): Promise<readonly string[]>;
  questions(): Promise<readonly Question[]>;
  /** Presses a button of the last question. */
  answer(button: number): Promise<void>;
}

export interface ElectronFixtures {
  /** Starts Daytrail on `dataDir`, with a free port unless the flags name one. */
  readonly start: (...flags: string[]) => Promise<Running>;
  /** The same with its own watchers, on the display that the environment names. */
  readonly startRecording: (env: Readonly<Record<string, string>>, ...flags: string[]) => Promise<Running>;
  /** The same through Electron's own loader, `electron <folder>`. */
  readonly startByLoader: (...flags: string[]) => Promise<Running>;
  /** Only starts the program with these flags, and looks at how it ends. */
  readonly run: (...flags: string[]) => Watched;
}
interface WorkerFixtures {
  readonly runtime: Runtime;
}

interface Seen {
  tray: { emit(event: string): void } | null;
  notifications: (Shown & { click(): void })[];
  folders: string[];
  menu: {
    items: { id: string; label: string; enabled: boolean; type: string }[];
    getMenuItemById(id: string): { click(): void } | null;
  } | null;
  go(): void;
  questions: { options: Omit<Question, 'answered'>; answered: boolean; answer(button: number): void }[];
}
declare global {
  var daytrailSeen: Seen;
  var daytrail: Daytrail;
}

export const test = base.extend<ElectronFixtures, WorkerFixtures>({
  runtime: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
    async ({}, use) => {
      const runtime = makeRuntime();
      await use(runtime);
      if (runtime.folder !== null) removeFolder(runtime.folder);
    },
    { scope: 'worker' },
  ],
  start: async ({ dataDir, runtime, reaped }, use) => {
    await use(async (...flags) => reaped(await launch(runtime, withPlace(dataDir, flags))));
  },
  startRecording: async ({ dataDir, runtime, reaped }, use) => {
    await use(async (env, ...flags) =>
      reaped(await launch(runtime, withPlace(dataDir, flags, { watchers: true }), { ...process.env, ...env })),
    );
  },
  startByLoader: async ({ dataDir, reaped }, use) => {
    await use(async (...flags) => reaped(await launch(loaderRuntime(), withPlace(dataDir, flags))));
  },
  run: async ({ runtime, reaped }, use) => {
    await use((...flags) => {
      const child = spawn(runtime.executable, [...runtime.args, ...flags], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return reaped(watchProcess(child));
    });
  },
});

async function launch(
  { executable, args }: Runtime,
  flags: readonly string[],
  surroundings: NodeJS.ProcessEnv = process.env,
): Promise<Running> {
  const env = { ...surroundings, DAYTRAIL_E2E_WAITS: '1' } as Record<string, string>;
  const app = await _electron.launch({ executablePath: executable, args: [...args, ...flags], cwd: ROOT, env });
  // Until Daytrail is loaded, a question may be lost with what Electron was just doing: it is put again. Going twice does no harm.
  const going = () =>
    app
      .evaluate(() => {
        globalThis.daytrailSeen?.go();
        return globalThis.daytrailSeen !== undefined;
      })
      .catch((error: unknown) => String(error));
  await expect.poll(going, { intervals: [20] }).toBe(true);
  const watched = watchProcess(app.process());

  const window = async () => {
    const [known] = app.windows();
    const page = known ?? (await app.waitForEvent('window'));
    await page.waitForURL((url) => url.protocol !== 'about:');
    return page;
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
    clickTray: () =>
      app.evaluate(() => {
        const { tray } = globalThis.daytrailSeen;
        if (tray === null) throw new Error('There is no tray.');
        tray.emit('click');
      }),
    notifications: () =>
      app.evaluate(() => globalThis.daytrailSeen.notifications.map(({ title, body }) => ({ title, body }))),
    clickNotification: () => app.evaluate(() => globalThis.daytrailSeen.notifications.at(-1)?.click()),
    folders: () => app.evaluate(() => globalThis.daytrailSeen.folders),
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
