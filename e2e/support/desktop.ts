/**
 * Desktops for tests, gone with the test: an X server with a window manager, or sway without a screen. On either a script
 * opens, focuses, renames and closes windows of real programs; which is meant, a describe block says with `on`.
 */
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Fixtures } from '@playwright/test';
import { noSway, Sway } from '../../main/watchers/wayland/sway.ts';
import { noXServer, startXServer, type XServer } from '../../main/watchers/x11/test-server.ts';
import { test as base } from './electron.ts';

export { expect, type Running } from './electron.ts';

export type DesktopName = 'X11' | 'sway';

/** Why there cannot be this one here; null: there can. */
export const missing = { X11: noXServer('xprop'), sway: noSway() } as const;
export const noDesktop = missing.X11;

/** What is in front, as the desktop itself says. */
export interface Front {
  readonly id: string;
  readonly title: string;
}

/** A program whose window is about to come. */
export interface Program {
  close(): void;
}

export interface Terminal extends Program {
  /** `id`: of its window. */
  rename(title: string, id: string): Promise<unknown>;
}

export interface Desktop {
  /** Of the terminals, as it is recorded. */
  readonly terminalApp: string;
  /** With which Daytrail and its window appear on it. */
  env(): Record<string, string>;
  readonly switches: readonly string[];
  front(): Promise<Front | null>;
  terminal(title: string): Promise<Terminal>;
  /** A terminal in which this shell script runs. */
  script(script: string): Program;
  /** A page in a browser without anything around it; null: there is no browser. */
  page(title: string): Program | null;
  focus(id: string): Promise<unknown>;
  /** Somebody touches the mouse. */
  touch(): Promise<unknown>;
  dispose(): Promise<void>;
}

const CHROMIUM = process.env.DAYTRAIL_CHROMIUM ?? '/usr/bin/chromium';

function browserFlags(title: string, profile: string): string[] {
  const page = `data:text/html,<title>${title}</title>`;
  return ['--no-sandbox', '--no-first-run', `--user-data-dir=${profile}`, `--app=${page}`];
}

const program = (process: ChildProcess): Program => ({
  close: () => {
    process.kill();
  },
});

function onX11(server: XServer, folder: string): Desktop {
  const start = (command: string, ...args: readonly string[]) => program(server.spawn(command, ...args));
  const asked = (...question: readonly string[]) => server.run('xdotool', ...question).catch(() => null);
  return {
    terminalApp: 'XTerm',
    env: server.env,
    switches: [],
    front: async () => {
      const id = await asked('getactivewindow');
      const title = id === null ? null : await asked('getwindowname', id);
      return id === null || title === null ? null : { id, title };
    },
    terminal: async (title) => ({
      ...start('xterm', '-u8', '-T', title, '-e', 'sleep', '1000'),
      rename: (next, id) => server.run('xdotool', 'set_window', '--name', next, id),
    }),
    script: (script) => start('xterm', '-e', 'sh', '-c', script),
    page: (title) =>
      existsSync(CHROMIUM) ? start(CHROMIUM, ...browserFlags(title, path.join(folder, 'chromium'))) : null,
    focus: (id) => server.run('xdotool', 'windowactivate', id),
    touch: server.touch,
    dispose: server.dispose,
  };
}

/** It draws without a graphics card, and takes no buffers of one, which Chromium would give it. */
const ON_SWAY = ['--ozone-platform=wayland', '--disable-gpu'];

function onSway(sway: Sway): Desktop {
  const start = (command: string, ...args: readonly string[]) => program(sway.spawn(command, ...args));
  const profile = path.join(sway.env.XDG_RUNTIME_DIR ?? '', 'chromium');
  return {
    terminalApp: 'terminal',
    env: () => ({ ...sway.env }),
    switches: ON_SWAY,
    front: async () => {
      const window = await sway.front();
      return window === null ? null : { id: String(window.id), title: window.title };
    },
    terminal: async (title) => {
      const { process, rename } = await sway.terminal('terminal', title);
      return { ...program(process), rename };
    },
    script: (script) => start('foot', '--app-id', 'terminal', 'sh', '-c', script),
    page: (title) => (sway.runs(CHROMIUM) ? start(CHROMIUM, ...ON_SWAY, ...browserFlags(title, profile)) : null),
    focus: (id) => sway.command(`[con_id=${id}] focus`),
    touch: () => sway.command('seat - cursor move 10 10'),
    dispose: () => sway.stop(),
  };
}

async function startDesktop(name: DesktopName, folder: string): Promise<Desktop> {
  if (name === 'X11') return onX11(await startXServer(), folder);
  const sway = await Sway.start();
  if (!(sway instanceof Sway)) throw new Error(sway.reason);
  return onSway(sway);
}

export interface DesktopFixtures {
  /** Which the test is about. */
  readonly on: DesktopName;
  readonly desktop: Desktop;
  /** An X server for what only X can do. */
  readonly server: XServer;
}

interface Base {
  readonly dataDir: string;
}

/** For any `test.extend`. */
export const desktopFixtures: Fixtures<DesktopFixtures, object, Base> = {
  on: ['X11', { option: true }],
  desktop: async ({ on, dataDir }, use) => {
    const desktop = await startDesktop(on, dataDir);
    await use(desktop);
    await desktop.dispose();
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
  server: async ({}, use) => {
    const server = await startXServer();
    await use(server);
    await server.dispose();
  },
};

export const test = base.extend<DesktopFixtures>(desktopFixtures);
