/**
 * A desktop of its own for a test: an X server in memory, a window manager, windows of real programs, a person's hands. All
 * of it ends with the test.
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';

const TOOLS = ['Xvfb', 'openbox', 'xterm', 'xdotool'] as const;

/** What is not there of what a desktop needs; nothing: all is. */
export function missingTools(): readonly string[] {
  const isThere = (tool: string) => spawnSync('which', [tool], { stdio: 'ignore' }).status === 0;
  return process.platform === 'linux' ? TOOLS.filter((tool) => !isThere(tool)) : ['an X11 desktop'];
}

export interface Window {
  readonly id: string;
  readonly process: ChildProcess;
}

export interface Desktop {
  /** For programs that are to appear on it. */
  readonly env: Readonly<Record<string, string>>;
  /** Opens a terminal; returns when it is in front. With `says`, what runs in it, else nothing. */
  open(title: string, says?: string): Promise<Window>;
  /** Starts another program; returns when a window whose title matches is in front. */
  openProgram(command: string, args: readonly string[], title: RegExp): Promise<Window>;
  activate(window: Window): Promise<void>;
  rename(window: Window, title: string): Promise<void>;
  /** Ends its program; returns when the window is gone. */
  close(window: Window): Promise<void>;
  /** Somebody touches the mouse. */
  touch(): Promise<void>;
  /** Ends the X server, and with it all windows; the display stays the same. */
  endServer(): Promise<void>;
  startServer(): Promise<void>;
  end(): Promise<void>;
}

const run = promisify(execFile);

export async function startDesktop(): Promise<Desktop> {
  const children = new Set<ChildProcess>();
  let server: ChildProcess | null = null;
  let display = '';
  const env = (): Record<string, string> => ({
    DISPLAY: display,
    // A session that has nothing of the one in which the test was started.
    WAYLAND_DISPLAY: '',
    XDG_SESSION_TYPE: 'x11',
    LC_ALL: 'C.UTF-8',
  });
  const start = (command: string, args: readonly string[]): ChildProcess => {
    const child = spawn(command, args, { env: { ...process.env, ...env() }, stdio: 'ignore' });
    children.add(child);
    child.on('exit', () => children.delete(child));
    return child;
  };
  const xdotool = async (...args: readonly string[]): Promise<string> =>
    (await run('xdotool', [...args], { env: { ...process.env, ...env() } })).stdout.trim();
  const active = () => xdotool('getactivewindow').catch(() => '');
  const titleOf = (id: string) => xdotool('getwindowname', id).catch(() => '');

  async function startServer(): Promise<void> {
    const wanted = display === '' ? [] : [display];
    // Without -noreset the server begins anew when its last client goes, and throws out whoever is just coming.
    const started = spawn(
      'Xvfb',
      [...wanted, '-displayfd', '3', '-noreset', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
      {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      },
    );
    server = started;
    const [said] = (await once(started.stdio[3] as Readable, 'data')) as [Buffer];
    display = `:${said.toString().trim()}`;
    start('openbox', []);
    await expect.poll(() => xdotool('get_num_desktops').catch(() => ''), { intervals: [50] }).not.toBe('');
  }

  async function endServer(): Promise<void> {
    if (server === null || server.exitCode !== null) return;
    server.kill('SIGKILL');
    await once(server, 'exit');
    server = null;
  }

  async function inFront(process: ChildProcess, title: (found: string) => boolean): Promise<Window> {
    let id = '';
    await expect
      .poll(
        async () => {
          id = await active();
          return id !== '' && title(await titleOf(id));
        },
        { intervals: [50], timeout: 20_000 },
      )
      .toBe(true);
    return { id, process };
  }

  await startServer();
  return {
    get env() {
      return env();
    },
    open: (title, says = 'sleep 1000') =>
      inFront(
        start('xterm', ['-u8', '-T', title, '-e', 'sh', '-c', says]),
        (found) => found === title || says !== 'sleep 1000',
      ),
    openProgram: (command, args, title) => inFront(start(command, args), (found) => title.test(found)),
    activate: async ({ id }) => {
      await xdotool('windowactivate', '--sync', id);
    },
    rename: async ({ id }, title) => {
      await xdotool('set_window', '--name', title, id);
    },
    close: async ({ id, process }) => {
      process.kill('SIGTERM');
      await expect.poll(() => titleOf(id), { intervals: [20] }).toBe('');
    },
    touch: async () => {
      // There and back: a pointer at the edge that is pushed further does not move.
      await xdotool('mousemove', '300', '300', 'mousemove', '310', '310');
    },
    endServer,
    startServer,
    end: async () => {
      for (const child of children) child.kill('SIGKILL');
      await endServer();
    },
  };
}
