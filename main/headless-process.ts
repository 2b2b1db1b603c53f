/**
 * The headless shell as a process of its own, for tests. It runs from source; with DAYTRAIL_ENTRY in the environment,
 * whatever entry that names (the built one).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

export interface Headless {
  readonly child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The API's address, once it was printed. Rejects with what was said instead when the process ends. */
  readonly listening: Promise<string>;
  /** The window's address, once it was printed. */
  readonly window: Promise<string>;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

export interface HeadlessOptions {
  readonly node?: string;
  readonly entry?: string;
  readonly nodeOptions?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const ENTRY = process.env.DAYTRAIL_ENTRY ?? fileURLToPath(new URL('./headless.ts', import.meta.url));

/** Ends with the test, if it has not before. */
export function startHeadless(args: readonly string[], options: HeadlessOptions = {}): Headless {
  const { node = process.execPath, entry = ENTRY, nodeOptions = [], env = {} } = options;
  const child = spawn(node, [...nodeOptions, entry, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const said = { stdout: '', stderr: '' };
  const followers = new Set<() => void>();
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      for (const look of followers) look();
    });
  }
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const line = (name: 'stdout' | 'stderr', pattern: RegExp): Promise<string> => {
    const found = new Promise<string>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(said[name])?.[1];
        if (match !== undefined) resolve(match);
      };
      followers.add(look);
      ended.then(({ code }) => reject(new Error(`ended with ${code}: ${said.stdout}${said.stderr}`)));
    });
    // A test that expects it to end does not wait for the line.
    found.catch(() => undefined);
    return found;
  };
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  });
  return {
    child,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    listening: line('stdout', /^Daytrail is listening on (http:\/\/127\.0\.0\.1:\d+)\n/m),
    window: line('stderr', /^Daytrail's window: (\S+)\n/m),
    ended,
  };
}
