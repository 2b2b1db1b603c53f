/** A running headless Daytrail on a copy of the year, as the benchmarks use it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Headless, startHeadless } from '../../scripts/runtime/headless.ts';
import { yearCopy } from '../year-file.ts';
import { memoryOf } from './memory.ts';
import { connectWindow, type WindowClient } from './window-client.ts';

export interface Session {
  readonly address: string;
  readonly port: number;
  /** From starting the process to the line that says it listens, ms. */
  readonly listeningAfter: number;
  readonly windowAddress: Promise<string>;
  /** Resident memory of the process, bytes. */
  memory(): number;
  /** The bridge, as the window has it. */
  connect(): Promise<WindowClient>;
  close(): Promise<void>;
}

const START_WITHIN_MS = 60_000;

/** `fill` writes the database that it starts on. */
export async function openSession(fill: (file: string) => void = yearCopy): Promise<Session> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-bench-'));
  const discard = () => rmSync(folder, { recursive: true, force: true });
  let headless: Headless | { readonly reason: string };
  let started: number;
  try {
    fill(join(folder, 'daytrail.db'));
    started = performance.now();
    headless = await startHeadless(['--no-watchers', '--port', '0', '--data-dir', folder], START_WITHIN_MS);
  } catch (error) {
    discard();
    throw error;
  }
  const listeningAfter = performance.now() - started;
  if ('reason' in headless) {
    discard();
    throw new Error(`Daytrail did not start: ${headless.reason}`);
  }
  const { pid, address, window, stop } = headless;
  return {
    address,
    port: Number(new URL(address).port),
    listeningAfter,
    windowAddress: window,
    memory: () => memoryOf(pid),
    connect: async () => connectWindow(await window),
    close: async () => {
      const wrong = await stop();
      discard();
      if (wrong !== '') throw new Error(`Daytrail did not end properly: ${wrong}`);
    },
  };
}
