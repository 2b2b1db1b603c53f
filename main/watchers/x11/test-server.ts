/** An X server in memory with a window manager, for tests and benchmarks: windows of real programs, a person's hands. */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { until } from '../soon.ts';

const run = promisify(execFile);

/** Why there cannot be one here; null: there can. */
export function noXServer(...alsoNeeded: readonly string[]): string | null {
  if (process.platform !== 'linux') return 'X11 is tested on Linux alone';
  const missing = ['Xvfb', 'openbox', 'xterm', 'xdotool', ...alsoNeeded].filter(
    (tool) => spawnSync('which', [tool], { stdio: 'ignore' }).status !== 0,
  );
  return missing.length === 0 ? null : `there is no ${missing.join(', ')}`;
}

export interface XWindow {
  readonly id: string;
  readonly process: ChildProcess;
}

export interface XServer {
  /** For programs that are to appear on it, and on nothing else that the caller's session has. */
  env(): Record<string, string>;
  spawn(command: string, ...args: readonly string[]): ChildProcess;
  /** Its output. Rejects where it fails. */
  run(command: string, ...args: readonly string[]): Promise<string>;
  /** Starts a program; resolves when a window whose title fits is in front. */
  open(title: (found: string) => boolean, command: string, ...args: readonly string[]): Promise<XWindow>;
  /** A terminal in which nothing happens. */
  terminal(title: string): Promise<XWindow>;
  /** Resolves when the window is gone. */
  close(window: XWindow): Promise<void>;
  /** Somebody touches the mouse. */
  touch(): Promise<void>;
  /** Ends the server, and with it all windows. */
  kill(): Promise<void>;
  /** Starts it again under the same name. */
  start(): Promise<void>;
  /** Ends everything. */
  dispose(): Promise<void>;
}

export interface XServerOptions {
  readonly manager?: boolean;
  /** A file of keys (Xauthority), one of which whoever connects must show. */
  readonly keys?: string;
}

export async function startXServer({ manager = true, keys }: XServerOptions = {}): Promise<XServer> {
  const children = new Set<ChildProcess>();
  let display = '';
  let server: ChildProcess | null = null;
  const env = () => ({ DISPLAY: display, WAYLAND_DISPLAY: '', XDG_SESSION_TYPE: 'x11', LC_ALL: 'C.UTF-8' });
  const all = () => ({ ...process.env, ...env() });
  const titleOf = (id: string) => x.run('xdotool', 'getwindowname', id).catch(() => '');

  const x: XServer = {
    env,
    spawn: (command, ...args) => {
      const child = spawn(command, args, { env: all(), stdio: 'ignore' });
      children.add(child);
      child.once('exit', () => children.delete(child));
      return child;
    },
    run: async (command, ...args) => (await run(command, args, { env: all() })).stdout.trim(),
    open: async (title, command, ...args) => {
      const process = x.spawn(command, ...args);
      let id = '';
      await until('a window with that title in front', async () => {
        id = await x.run('xdotool', 'getactivewindow').catch(() => '');
        return id !== '' && title(await titleOf(id));
      });
      return { id, process };
    },
    terminal: (title) => x.open((found) => found === title, 'xterm', '-u8', '-T', title, '-e', 'sleep', '1000'),
    close: async ({ id, process }) => {
      process.kill();
      await until("a window's end", async () => (await titleOf(id)) === '');
    },
    touch: async () => {
      // There and back: a pointer that is where it is sent to does not move.
      await x.run('xdotool', 'mousemove', '300', '300', 'mousemove', '310', '310');
    },
    kill: async () => {
      const killed = server;
      server = null;
      if (killed === null) return;
      killed.kill('SIGKILL');
      await once(killed, 'exit');
    },
    start: async () => {
      // Without -noreset it begins anew when its last client goes, and throws out whoever is just coming.
      const fixed = ['-displayfd', '3', '-noreset', '-nolisten', 'tcp', '-screen', '0', '1280x800x24'];
      if (keys !== undefined) fixed.push('-auth', keys);
      const started = spawn('Xvfb', [...(display === '' ? [] : [display]), ...fixed], {
        stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      });
      server = started;
      const [said] = (await once(started.stdio[3] as Readable, 'data')) as [Buffer];
      display = `:${said.toString().trim()}`;
      if (!manager) return;
      x.spawn('openbox');
      await until(
        'the window manager',
        async () => (await x.run('xdotool', 'get_num_desktops').catch(() => '')) !== '',
      );
    },
    dispose: async () => {
      for (const child of children) child.kill('SIGKILL');
      await x.kill();
    },
  };
  await x.start();
  return x;
}
