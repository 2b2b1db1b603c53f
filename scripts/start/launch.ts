/**
 * Runs a shell as if it were this process: its output, its exit code, and signals passed on. The child has a process
 * group of its own, because a terminal's Ctrl+C goes to a whole group, and npm passes it on as well: it would arrive
 * up to three times, and a second one means `end at once`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { ROOT } from '../root.ts';

export interface Ended {
  /** As a shell tells it: 128 and the signal's number where a signal ended it. */
  readonly code: number;
  /** What it wrote on stderr within its first seconds, if it did not live longer; then not shown. */
  readonly early: string | null;
}

export interface LaunchOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Keeps what it writes on stderr back for so long, to replace it with something better should it end by then. */
  readonly holdMs?: number;
  /** Each piece it writes on stderr. */
  readonly onStderr?: (text: string) => void;
  /** Resolves when it shall end although no signal came. */
  readonly ending?: Promise<void>;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** The same signal again within this time is the same wish. */
const ECHO_MS = 1000;

export function launch(command: string, args: readonly string[], options: LaunchOptions = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: options.env ?? process.env,
      stdio: ['inherit', 'inherit', 'pipe'],
      detached: process.platform !== 'win32',
    });
    const stopPassing = passSignals(child);
    void options.ending?.then(() => child.kill('SIGTERM'));
    const held: Buffer[] = [];
    let holding = options.holdMs !== undefined;
    const release = (): void => {
      holding = false;
      for (const chunk of held.splice(0)) process.stderr.write(chunk);
    };
    const timer = setTimeout(release, options.holdMs ?? 0);
    child.stderr.on('data', (chunk: Buffer) => {
      options.onStderr?.(chunk.toString('utf8'));
      if (holding) held.push(chunk);
      else process.stderr.write(chunk);
    });
    const finish = (code: number): void => {
      clearTimeout(timer);
      stopPassing();
      resolve({ code, early: holding ? Buffer.concat(held).toString('utf8') : null });
    };
    child.once('error', (error) => {
      held.push(Buffer.from(`${error.message}\n`));
      finish(1);
    });
    child.once('close', (code, signal) => finish(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
  });
}

/**
 * Resolves when the process that started this one is gone. npm runs a script through a shell and hands a signal to that
 * shell, which ends of it without a word to the script.
 */
export function parentGone(): Promise<void> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, 500);
    timer.unref();
  });
}

function passSignals(child: ChildProcess): () => void {
  const last = new Map<string, number>();
  const listeners = SIGNALS.map((signal) => {
    const listener = (): void => {
      const now = performance.now();
      const before = last.get(signal);
      last.set(signal, now);
      if (before === undefined || now - before > ECHO_MS) child.kill(signal);
    };
    process.on(signal, listener);
    return [signal, listener] as const;
  });
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}
