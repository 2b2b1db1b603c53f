/**
 * A real compositor for tests: sway without a screen, in a folder of its own, and windows in it that the test names.
 * sway refuses to run as root, so then it runs as nobody. Where something is missing, `start` says what.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { SOON } from '../soon.ts';

const run = promisify(execFile);
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const DISPLAY = 'wayland-1';

export interface Missing {
  readonly reason: string;
}

export class Sway {
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #processes = new Set<ChildProcess>();
  #sway: ChildProcess | null = null;
  #pipes = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.env = { XDG_RUNTIME_DIR: folder, WAYLAND_DISPLAY: DISPLAY, XDG_CURRENT_DESKTOP: 'sway' };
  }

  /** Needs sway and foot, a small terminal; as root, setpriv as well. */
  static async start(): Promise<Sway | Missing> {
    for (const program of ['sway', 'swaymsg', 'foot', ...(isRoot ? ['setpriv'] : [])]) {
      const found = await run('sh', ['-c', `command -v ${program}`]).catch(() => null);
      if (found === null) return { reason: `${program} is not installed` };
    }
    const folder = await mkdtemp(join(tmpdir(), 'daytrail-sway-'));
    await chmod(folder, 0o700);
    const sway = new Sway(folder);
    await writeFile(join(folder, 'config'), 'xwayland disable\nfocus_follows_mouse no\n');
    if (isRoot) await chown(folder, NOBODY, NOBODY);
    await sway.boot();
    return sway;
  }

  /** Also after `crash`. */
  async boot(): Promise<void> {
    await rm(join(this.#folder, DISPLAY), { force: true });
    await rm(this.#socket, { force: true });
    this.#sway = this.#spawn(['sway', '--config', join(this.#folder, 'config')]);
    await expect.poll(() => this.#answers(), SOON).toBe(true);
  }

  async crash(): Promise<void> {
    const sway = this.#sway;
    this.#sway = null;
    if (sway !== null && sway.exitCode === null && sway.signalCode === null) {
      const exit = once(sway, 'exit');
      sway.kill('SIGKILL');
      await exit;
    }
  }

  async stop(): Promise<void> {
    await this.crash();
    for (const child of this.#processes) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** One command in sway's own language. */
  async command(command: string): Promise<void> {
    await run('swaymsg', ['-s', this.#socket, command]);
  }

  async focus(app: string): Promise<void> {
    await this.command(`[app_id="^${app}$"] focus`);
  }

  /** A terminal; the function it gives renames it, by the escape sequence that programs in terminals use. */
  async open(app: string, title: string): Promise<(title: string) => Promise<void>> {
    const pipe = join(this.#folder, `pipe-${this.#pipes++}`);
    await run('mkfifo', ['-m', '666', pipe]);
    this.#spawn(['foot', '--app-id', app, '--title', title, 'sh', '-c', `while :; do cat '${pipe}'; done`]);
    await expect.poll(() => this.#has(app), SOON).toBe(true);
    return (next) => writeFile(pipe, `\u001b]2;${next}\u0007`);
  }

  get #socket(): string {
    return join(this.#folder, 'sway.sock');
  }

  async #answers(): Promise<boolean> {
    const answer = await run('swaymsg', ['-s', this.#socket, '-t', 'get_version']).catch(() => null);
    return answer !== null;
  }

  async #has(app: string): Promise<boolean> {
    const { stdout } = await run('swaymsg', ['-s', this.#socket, '-t', 'get_tree']);
    return stdout.includes(`"app_id": "${app}"`);
  }

  #spawn(command: readonly string[]): ChildProcess {
    const asNobody = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
    const [program = '', ...args] = [...asNobody, ...command];
    const child = spawn(program, args, {
      stdio: 'ignore',
      cwd: this.#folder,
      env: {
        PATH: process.env.PATH,
        HOME: this.#folder,
        LANG: 'C.UTF-8',
        SWAYSOCK: this.#socket,
        WLR_BACKENDS: 'headless',
        WLR_LIBINPUT_NO_DEVICES: '1',
        WLR_RENDERER: 'pixman',
        ...this.env,
      },
    });
    this.#processes.add(child);
    return child;
  }
}
