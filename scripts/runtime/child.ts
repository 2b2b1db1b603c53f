/**
 * Runs programs for the scripts: never longer than agreed, and never left behind. On Linux and macOS each gets a process
 * group of its own, so that what it started in turn (browsers, servers, Xvfb) ends with it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { ROOT } from '../root.ts';

export interface RunOptions {
  readonly deadlineMs: number;
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** Shown as it comes, or only kept for the answer. */
  readonly show?: boolean;
}

export interface Finished {
  readonly ok: boolean;
  /** Null where it was ended by a signal or could not be started. */
  readonly code: number | null;
  /** What it wrote, both streams as they came. */
  readonly output: string;
  /** In a few words, why it is not ok; empty otherwise. */
  readonly reason: string;
}

/** How long what a program has started may outlive it. */
const LEFTOVERS_MS = 3000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Whether programs are started with a process group of their own. */
export const GROUPS = process.platform !== 'win32';
const running = new Set<ChildProcess>();

/** Never rejects: what went wrong is in the answer. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  const { deadlineMs, show = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: GROUPS,
    });
    keepTrackOf(child);
    const chunks: Buffer[] = [];
    let late = false;
    let leftovers: NodeJS.Timeout | undefined;
    const finish = (code: number | null, reason: string): void => {
      clearTimeout(timer);
      clearTimeout(leftovers);
      resolve({
        ok: code === 0,
        code,
        output: Buffer.concat(chunks).toString('utf8'),
        reason: code === 0 ? '' : reason,
      });
    };
    const timer = setTimeout(() => {
      late = true;
      endGroup(child, 'SIGKILL');
    }, deadlineMs);
    for (const [from, to] of [
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ] as const) {
      from.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        if (show) to.write(chunk);
      });
    }
    child.once('error', (error) => finish(null, error.message));
    // What it left running may hold its output open for ever.
    child.once('exit', () => {
      leftovers = setTimeout(() => endGroup(child, 'SIGKILL'), LEFTOVERS_MS);
    });
    child.once('close', (code, signal) => {
      if (late) finish(null, `it took longer than ${Math.round(deadlineMs / 1000)} s`);
      else finish(code, code === null ? `it was ended by ${signal}` : `it ended with code ${code}`);
    });
  });
}

/** The same for one of the project's own tools or scripts. */
export const runNode = (script: string, args: readonly string[], options: RunOptions): Promise<Finished> =>
  run(process.execPath, [script, ...args], options);

/** Counts a child that was started with a process group of its own among those that end with this process. */
export function keepTrackOf(child: ChildProcess): void {
  running.add(child);
  child.once('close', () => running.delete(child));
}

/** Sends a signal to a child started with its own group, and to all it started. */
export function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (GROUPS) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has already ended.
  }
}

/** For scripts that are interrupted: ends what is running, then this process as the signal would have. Gives the undoing. */
export function endChildrenOnSignals(): () => void {
  const listener = (signal: NodeJS.Signals): void => {
    stop();
    for (const child of running) endGroup(child, 'SIGKILL');
    process.kill(process.pid, signal);
  };
  const stop = (): void => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  return stop;
}
