/**
 * Processes that are really killed, at one moment each: right before or after a call that changes what is there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'vitest';
import { temporaryFolder } from './testing.ts';

/** Runs in every thread of the process, and ends all of them. */
const KILLER = `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const [when, name, pattern] = process.env.KILL.split(' ');
  const owner = name in fs ? fs : Atomics;
  const real = owner[name];
  owner[name] = (...args) => {
    const isIt = owner === Atomics || args.some((arg) => typeof arg === 'string' && new RegExp(pattern).test(arg));
    if (isIt && when === 'before') process.kill(process.pid, 'SIGKILL');
    const result = real(...args);
    if (isIt) process.kill(process.pid, 'SIGKILL');
    return result;
  };
  syncBuiltinESMExports();`;

/**
 * Runs the program until it is killed, which it must be. `kill`: "before" or "after", a function of node:fs, and a pattern for
 * one of its arguments; or one of Atomics, by which threads tell each other how far they are. Once the program writes to stdout, its moment has not come, and it is ended.
 */
export async function runUntilKilled(
  program: string,
  kill: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  const folder = temporaryFolder();
  const [killerFile, programFile] = [join(folder, 'killer.mjs'), join(folder, 'program.mjs')];
  writeFileSync(killerFile, KILLER);
  // A file, since threads inherit the options with which a script is given otherwise.
  writeFileSync(programFile, program);
  const child = spawn(process.execPath, ['--import', pathToFileURL(killerFile).href, programFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env, KILL: kill },
  });
  child.stdout.on('data', () => child.kill('SIGTERM'));
  const [, signal] = await once(child, 'exit');
  expect(signal).toBe('SIGKILL');
}
