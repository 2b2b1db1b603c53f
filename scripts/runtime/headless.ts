/** Starts the built headless shell for tests and benchmarks, and ends it properly. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inRoot, ROOT } from '../root.ts';
import { GROUPS, keepTrackOf } from './child.ts';

export interface Headless {
  readonly pid: number;
  /** Of the API, without a slash at its end. */
  readonly address: string;
  /** Of the window, with its token; resolves as soon as it was told. */
  readonly window: Promise<string>;
  /** Asks it to end, and waits. Empty, or what was wrong with its end. */
  stop(): Promise<string>;
}

/** With their line ends: the beginning of a line may arrive before the rest. */
const LISTENING = /^Daytrail is listening on (http:\/\/\S+)\r?\n/m;
export const WINDOW_LINE = /^Daytrail's window: (http:\/\/\S+)\r?\n/m;

/** What it wrote is part of the reason where it did not start in time. */
export async function startHeadless(
  flags: readonly string[],
  deadlineMs: number,
): Promise<Headless | { readonly reason: string }> {
  const child = spawn(process.execPath, [inRoot('out/main/headless.js'), ...flags], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: GROUPS,
  });
  keepTrackOf(child);
  const exited = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let stdout = '';
  let stderr = '';
  const window = new Promise<string>((resolve) => {
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk.toString('utf8');
      const found = WINDOW_LINE.exec(stderr)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const listening = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString('utf8');
      const found = LISTENING.exec(stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), deadlineMs);
  });
  const address = await Promise.race([listening, deadline, exited.then(() => null)]);
  clearTimeout(timer);
  if (address === null || child.pid === undefined) {
    child.kill('SIGKILL');
    await exited;
    return { reason: stderr.trim() || `it said nothing for ${deadlineMs / 1000} s` };
  }
  return {
    pid: child.pid,
    address,
    window,
    stop: async () => {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 10_000);
      const [code, signal] = await exited;
      clearTimeout(killer);
      // On Windows there is no SIGTERM: the process is ended without being asked.
      if (code === 0 || process.platform === 'win32') return '';
      return `${signal === null ? `code ${code}` : `signal ${signal}`}${stderr === '' ? '' : `: ${stderr.trim()}`}`;
    },
  };
}
