/** A process that a test has started: what it says, how it ended, and its certain end. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Watched {
  readonly pid: number;
  /** Everything said so far. */
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** Called after each piece of it, and once at first. */
  onOutput(listener: () => void): void;
  readonly ended: Promise<Ended>;
  readonly isRunning: () => boolean;
  kill(signal: NodeJS.Signals): void;
  /** Ends it whatever it is doing, and waits until it is gone. */
  reap(): Promise<void>;
}

export function watchProcess(child: ChildProcess): Watched {
  const said = { stdout: '', stderr: '' };
  const listeners: (() => void)[] = [];
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const ended = isRunning()
    ? once(child, 'exit').then(([code, signal]) => ({ code, signal }) as Ended)
    : Promise.resolve({ code: child.exitCode, signal: child.signalCode });
  return {
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    onOutput: (listener) => {
      listeners.push(listener);
      listener();
    },
    ended,
    isRunning,
    kill: (signal) => {
      child.kill(signal);
    },
    reap: async () => {
      if (isRunning()) child.kill('SIGKILL');
      await ended;
    },
  };
}
