/**
 * A real compositor for tests: sway without a screen, in a folder of its own, and windows in it that the test names.
 * sway refuses to run as root, so then it runs as nobody. Where something is missing, `start` says what.
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../soon.ts';

const run = promisify(execFile);
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;
const DISPLAY = 'wayland-1';

/** Before a command. */
const AS_NOBODY = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];

export interface Missing {
  readonly reason: string;
}

/** A window as the compositor knows it. */
export interface SwayWindow {
  readonly id: number;
  readonly app: string;
  readonly title: string;
}

interface Node {
  readonly id: number;
  readonly name: string | null;
  readonly app_id?: string | null;
  readonly focused: boolean;
  readonly nodes: readonly Node[];
  readonly floating_nodes: readonly Node[];
}

/** Why there cannot be one here; null: there can. It needs foot, a small terminal, and as root setpriv as well. */
export function noSway(): string | null {
  if (process.platform !== 'linux') return 'Wayland is tested on Linux alone';
  const missing = ['sway', 'swaymsg', 'foot', ...(isRoot ? ['setpriv'] : [])].filter(
    (program) => spawnSync('which', [program], { stdio: 'ignore' }).status !== 0,
  );
  return missing.length === 0 ? null : `there is no ${missing.join(', ')}`;
}

export class Sway {
  /** For programs that are to appear on it, and on nothing else that the caller's session has. */
  readonly env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #processes = new Set<ChildProcess>();
  #sway: ChildProcess | null = null;
  #pipes = 0;

  private constructor(folder: string) {
    this.#folder = folder;
    this.env = {
      XDG_RUNTIME_DIR: folder,
      WAYLAND_DISPLAY: DISPLAY,
      DISPLAY: '',
      XDG_SESSION_TYPE: 'wayland',
      XDG_CURRENT_DESKTOP: 'sway',
    };
  }

  static async start(): Promise<Sway | Missing> {
    const reason = noSway();
    if (reason !== null) return { reason };
    const folder = await mkdtemp(join(tmpdir(), 'daytrail-sway-'));
    await chmod(folder, 0o700);
    const sway = new Sway(folder);
    await writeFile(join(folder, 'config'), 'xwayland disable\nfocus_follows_mouse no\n');
    if (isRoot) await chown(folder, NOBODY, NOBODY);
    try {
      await sway.boot();
    } catch (error) {
      await sway.stop();
      throw error;
    }
    return sway;
  }

  /** Also after `crash`. */
  async boot(): Promise<void> {
    await rm(join(this.#folder, DISPLAY), { force: true });
    await rm(this.#socket, { force: true });
    this.#sway = this.spawn('sway', '--config', join(this.#folder, 'config'));
    await until('sway', () => this.#answers());
  }

  async crash(): Promise<void> {
    const sway = this.#sway;
    this.#sway = null;
    if (sway !== null) await ended(sway);
  }

  async stop(): Promise<void> {
    await this.crash();
    for (const child of this.#processes) await ended(child);
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  /** A program in it, with a home of its own. It ends with the compositor at the latest. */
  spawn(program: string, ...args: readonly string[]): ChildProcess {
    const [first = '', ...rest] = [...AS_NOBODY, program, ...args];
    const child = spawn(first, rest, {
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
    child.once('exit', () => this.#processes.delete(child));
    return child;
  }

  /** Whether that file is there, and may be run by whoever runs programs here. */
  runs(file: string): boolean {
    const [first = '', ...rest] = [...AS_NOBODY, 'test', '-x', file];
    return spawnSync(first, rest, { stdio: 'ignore' }).status === 0;
  }

  /** One command in sway's own language. */
  async command(command: string): Promise<void> {
    await run('swaymsg', ['-s', this.#socket, command]);
  }

  async focus(app: string): Promise<void> {
    await this.command(`[app_id="^${app}$"] focus`);
  }

  /** The window that has the keyboard. */
  async front(): Promise<SwayWindow | null> {
    return (await this.#windows()).find(({ focused }) => focused) ?? null;
  }

  /** Begins to open a terminal; the function it gives renames it, by the escape sequence that programs in terminals use. */
  async terminal(app: string, title: string): Promise<{ process: ChildProcess; rename(title: string): Promise<void> }> {
    const pipe = join(this.#folder, `pipe-${this.#pipes++}`);
    await run('mkfifo', ['-m', '666', pipe]);
    const script = `while :; do cat '${pipe}'; done`;
    const process = this.spawn('foot', '--app-id', app, '--title', title, 'sh', '-c', script);
    return { process, rename: (next) => writeFile(pipe, `\u001b]2;${next}\u0007`) };
  }

  /** The same, once it is there. */
  async open(app: string, title: string): Promise<(title: string) => Promise<void>> {
    const { rename } = await this.terminal(app, title);
    await until(`the window of ${app}`, async () => (await this.#windows()).some((window) => window.app === app));
    return rename;
  }

  get #socket(): string {
    return join(this.#folder, 'sway.sock');
  }

  async #answers(): Promise<boolean> {
    const answer = await run('swaymsg', ['-s', this.#socket, '-t', 'get_version']).catch(() => null);
    return answer !== null;
  }

  async #windows(): Promise<(SwayWindow & { readonly focused: boolean })[]> {
    const { stdout } = await run('swaymsg', ['-s', this.#socket, '-t', 'get_tree']);
    const all = (node: Node): readonly Node[] => [
      node,
      ...node.nodes.flatMap(all),
      ...node.floating_nodes.flatMap(all),
    ];
    // Only what is a window says of which application it is.
    return all(JSON.parse(stdout) as Node)
      .filter((node) => node.app_id !== undefined)
      .map(({ id, app_id, name, focused }) => ({ id, app: app_id ?? '', title: name ?? '', focused }));
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
