/** An X server in memory with a window manager, for tests; and why there is none, where there cannot be one. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { onTestFinished, vi } from 'vitest';

const TOOLS = ['Xvfb', 'openbox', 'xterm', 'xdotool', 'xprop'] as const;

/** What is missing of what these tests need; null: nothing. */
export function noDisplay(): string | null {
  if (process.platform !== 'linux') return 'X11 is Linux’s';
  const missing = TOOLS.filter((tool) => spawnSync('which', [tool], { stdio: 'ignore' }).status !== 0);
  return missing.length === 0 ? null : `there is no ${missing.join(', ')}`;
}

export interface TestDisplay {
  readonly display: string;
  /** Opens a terminal and returns its window, which is in front. */
  open(title: string): Promise<{ readonly id: string; readonly process: ChildProcess }>;
  xdotool(...args: readonly string[]): string;
  /** Sets a text property by its type, byte for byte. */
  setText(id: string, property: string, type: string, text: string): void;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export async function startDisplay({ manager = true } = {}): Promise<TestDisplay> {
  const children = new Set<ChildProcess>();
  let display = '';
  let server: ChildProcess | null = null;
  const env = () => ({ ...process.env, DISPLAY: display, LC_ALL: 'C.UTF-8' });
  const run = (command: string, args: readonly string[]): ChildProcess => {
    const child = spawn(command, args, { env: env(), stdio: 'ignore' });
    children.add(child);
    return child;
  };
  const xdotool = (...args: readonly string[]): string =>
    execFileSync('xdotool', [...args], { env: env(), stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();

  async function start(): Promise<void> {
    const args = [...(display === '' ? [] : [display]), '-displayfd', '3', '-noreset', '-nolisten', 'tcp'];
    server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
    const [said] = (await once(server.stdio[3] as Readable, 'data')) as [Buffer];
    display = `:${said.toString().trim()}`;
    if (!manager) return;
    run('openbox', []);
    await vi.waitFor(() => xdotool('get_num_desktops'), { timeout: 10_000, interval: 20 });
  }

  async function kill(): Promise<void> {
    const killed = server;
    server = null;
    if (killed === null) return;
    killed.kill('SIGKILL');
    await once(killed, 'exit');
  }

  await start();
  onTestFinished(async () => {
    for (const child of children) child.kill('SIGKILL');
    await kill();
  });
  return {
    get display() {
      return display;
    },
    open: async (title) => {
      const process = run('xterm', ['-u8', '-T', title, '-e', 'sleep', '1000']);
      const id = await vi.waitFor(
        () => {
          const active = xdotool('getactivewindow');
          if (xdotool('getwindowname', active) !== title) throw new Error(`${title} is not in front yet`);
          return active;
        },
        { timeout: 10_000, interval: 20 },
      );
      return { id, process };
    },
    xdotool,
    setText: (id, property, type, text) => {
      execFileSync('xprop', ['-id', id, '-f', property, type === 'UTF8_STRING' ? '8u' : '8s', '-set', property, text], {
        env: env(),
      });
    },
    kill,
    start,
  };
}
