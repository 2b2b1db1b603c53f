/** Starts the built Daytrail in Electron. What a person would do with the tray and with dialogs is done through spy.cjs. */

import { spawn } from 'node:child_process';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import type Electron from 'electron';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { Status } from '../../preload/contract/schemas.ts';
import { IN_ZONE } from './clock.ts';
import { test as base, expect, withPlace } from './fixtures.ts';
import { ROOT, removeFolder } from './places.ts';
import { type Watched, watchProcess } from './process.ts';
import { loaderRuntime, makeRuntime, type Runtime } from './runtime.ts';

export { expect };

/** For a start, ms. A second is enough where a machine has nothing else to do. */
const PATIENCE = 60_000;

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

/** Runs a function in Electron's main process, once, and gives its answer. It sees nothing of what is around it. */
export type Evaluate = <R, A = undefined>(
  does: (electron: typeof Electron, argument: A) => R | Promise<R>,
  argument?: A,
) => Promise<R>;

export interface Running extends Watched {
  readonly evaluate: Evaluate;
  /** How many windows there are, and pages that are on their way to be one. */
  readonly pages: () => number;
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

/** Where windows appear. */
export interface Display {
  env(): Readonly<Record<string, string>>;
  /** Of Chromium, without which they do not. */
  readonly switches: readonly string[];
}

export interface ElectronFixtures {
  /** Starts Daytrail on `dataDir`, with a free port unless the flags name one. */
  readonly start: (...flags: string[]) => Promise<Running>;
  /** The same with its own watchers, on a desktop. */
  readonly startRecording: (desktop: Display, ...flags: string[]) => Promise<Running>;
  /** The same through Electron's own loader, `electron <folder>`. */
  readonly startByLoader: (...flags: string[]) => Promise<Running>;
  /** Only starts the program with these flags, and looks at how it ends. */
  readonly run: (...flags: string[]) => Watched;
}
interface WorkerFixtures {
  readonly runtime: Runtime;
}

interface Seen {
  /** What the function of this source gives; what it gave, where this question was asked before. */
  once<R>(question: number, source: string, electron: typeof Electron, argument: unknown): R;
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
    await use(async ({ env, switches }, ...flags) => {
      const place = withPlace(dataDir, flags, { watchers: true });
      return reaped(await launch(runtime, [...switches, ...place], { ...process.env, ...env() }));
    });
  },
  startByLoader: async ({ dataDir, reaped }, use) => {
    await use(async (...flags) => reaped(await launch(loaderRuntime(), withPlace(dataDir, flags))));
  },
  run: async ({ runtime, reaped }, use) => {
    await use((...flags) => {
      const child = spawn(runtime.executable, [...runtime.args, ...flags], {
        cwd: ROOT,
        env: { ...process.env, ...IN_ZONE },
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
  const env = { ...surroundings, ...IN_ZONE, DAYTRAIL_E2E_WAITS: '1' } as Record<string, string>;
  const app = await _electron.launch({
    executablePath: executable,
    args: [...args, ...flags],
    cwd: ROOT,
    env,
    timeout: PATIENCE,
  });
  const evaluate = answered(app);
  // Until the spy is loaded there is nobody who could keep an answer, and an answer that is lost is as good as a no.
  const loaded = () => app.evaluate(() => globalThis.daytrailSeen !== undefined).catch(nothingIfLost);
  await expect.poll(loaded, { intervals: [20], timeout: PATIENCE }).toBeTruthy();
  await evaluate(() => globalThis.daytrailSeen.go());
  const watched = watchProcess(app.process());

  const window = async () => {
    const [known] = app.windows();
    const page = known ?? (await app.waitForEvent('window', { timeout: PATIENCE }));
    await page.waitForURL((url) => url.protocol !== 'about:');
    return page;
  };
  const status = async () => (await window()).evaluate(() => globalThis.daytrail.status());

  return {
    ...watched,
    evaluate,
    pages: () => app.windows().length,
    window,
    windowIsVisible: () =>
      evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().some((shown) => shown.isVisible())),
    status,
    address: async () => {
      // The window may be there before anybody listens.
      await expect.poll(async () => (await status()).api.state).not.toBe('starting');
      const { api } = await status();
      if (api.state !== 'listening') throw new Error(`Daytrail does not listen: ${JSON.stringify(api)}`);
      return api.address;
    },
    menu: () =>
      evaluate(() =>
        (globalThis.daytrailSeen.menu?.items ?? [])
          .filter(({ type }) => type !== 'separator')
          .map(({ id, label, enabled }) => ({ id, label, enabled })),
      ),
    clickMenu: (id) =>
      evaluate((_electron, wanted) => {
        const item = globalThis.daytrailSeen.menu?.getMenuItemById(wanted);
        if (item == null) throw new Error(`There is no menu item ${wanted}.`);
        // From a later turn: the answer to the test must be out before Daytrail ends.
        setImmediate(() => item.click());
      }, id),
    clickTray: () =>
      evaluate(() => {
        const { tray } = globalThis.daytrailSeen;
        if (tray === null) throw new Error('There is no tray.');
        tray.emit('click');
      }),
    notifications: () =>
      evaluate(() => globalThis.daytrailSeen.notifications.map(({ title, body }) => ({ title, body }))),
    clickNotification: () => evaluate(() => globalThis.daytrailSeen.notifications.at(-1)?.click()),
    folders: () => evaluate(() => globalThis.daytrailSeen.folders),
    questions: () =>
      evaluate(() =>
        globalThis.daytrailSeen.questions.map(({ options: { message, detail, buttons }, answered }) => ({
          message,
          detail,
          buttons,
          answered,
        })),
      ),
    answer: (button) =>
      evaluate((_electron, pressed) => {
        const question = globalThis.daytrailSeen.questions.at(-1);
        setImmediate(() => question?.answer(pressed));
      }, button),
  };
}

/**
 * Playwright loses an answer now and then ("Resulting promise was garbage collected"), also of a function that gives no
 * promise: V8's inspector makes one of every answer, holds it weakly, and sends it from a microtask (ProtocolPromiseHandler
 * in src/inspector/injected-script.cc). A question that comes while the main process is at work is answered only when that
 * work is done, and garbage collected until then takes the promise with it. The function has run by then. So the spy keeps
 * the answer under the question's number: asked again, it gives the same one, and nothing is done twice.
 */
function answered(app: ElectronApplication): Evaluate {
  let questions = 0;
  return async <R, A>(does: (electron: typeof Electron, argument: A) => R | Promise<R>, argument?: A) => {
    questions += 1;
    const question = { number: questions, source: String(does), argument };
    for (;;) {
      const answer = await app
        .evaluate(
          (electron, { number, source, argument }) =>
            globalThis.daytrailSeen.once<R>(number, source, electron, argument),
          question,
        )
        .then((value) => ({ value }), nothingIfLost);
      if (answer !== null) return answer.value;
    }
  };
}

function nothingIfLost(error: unknown): null {
  if (String(error).includes('Resulting promise was garbage collected')) return null;
  throw error;
}
