/** Requests at random until the time is over or one goes wrong, each followed by a heartbeat that must be kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { attack, ensureBucket, stillRecords } from '../../main/api/fuzzing/attack.ts';
import { type RawRequest, someImport, someRequest } from '../../main/api/fuzzing/some-request.ts';
import { type Headless, startHeadless } from '../runtime/headless.ts';

export interface FuzzResult {
  readonly requests: number;
  /** What went wrong, and the smallest request that does it; null: nothing did. */
  readonly wrong: string | null;
}

const request = fc.oneof({ weight: 30, arbitrary: someRequest }, someImport);

export async function fuzz({ minutes, seed }: { minutes: number; seed: number }): Promise<FuzzResult> {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-fuzz-'));
  const target = new Target(folder);
  const deadline = performance.now() + minutes * 60_000;
  let requests = 0;
  try {
    const property = fc.asyncProperty(request, async (one) => {
      requests++;
      const wrong = await target.take(one, requests);
      if (wrong !== null) throw new Error(wrong);
    });
    const details = await fc.check(property, {
      seed,
      numRuns: Number.MAX_SAFE_INTEGER,
      interruptAfterTimeLimit: Math.max(deadline - performance.now(), 1),
    });
    const [smallest] = details.counterexample ?? [];
    if (smallest !== undefined) {
      const { errorInstance: error } = details;
      return { requests, wrong: `${error instanceof Error ? error.message : String(error)}\n${described(smallest)}` };
    }
    const ended = await target.stop();
    return { requests, wrong: ended === '' ? null : `Daytrail's end: ${ended}` };
  } finally {
    await target.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The shell under attack, started anew where a request has brought it down, so that smaller ones can be tried. */
class Target {
  readonly #folder: string;
  #shell: Headless | null = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async take(request: RawRequest, number: number): Promise<string | null> {
    const port = Number(new URL((await this.#running()).address).port);
    try {
      await ensureBucket(port);
      return (await attack(port, request)).wrong ?? (await stillRecords(port, String(number)));
    } finally {
      if (!(await answers(port))) await this.stop();
    }
  }

  async stop(): Promise<string> {
    const shell = this.#shell;
    this.#shell = null;
    return (await shell?.stop()) ?? '';
  }

  async #running(): Promise<Headless> {
    if (this.#shell === null) {
      const started = await startHeadless(['--no-watchers', '--port', '0', '--data-dir', this.#folder], 20_000);
      if ('reason' in started) throw new Error(`Daytrail did not start: ${started.reason}`);
      this.#shell = started;
    }
    return this.#shell;
  }
}

async function answers(port: number): Promise<boolean> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/0/info`).catch(() => null);
  await reply?.arrayBuffer();
  return reply?.ok ?? false;
}

/** Of a body. */
const MOST_SHOWN = 4000;

/** As it is sent, in a form that can be read and put into a test. */
function described({ method, url, headers, body }: RawRequest): string {
  const text = Buffer.from(body).toString('utf8');
  const shown = Buffer.from(text).equals(body)
    ? JSON.stringify(text)
    : `base64 ${Buffer.from(body).toString('base64')}`;
  const cut = shown.length > MOST_SHOWN ? `${shown.slice(0, MOST_SHOWN)}… (${body.length} bytes)` : shown;
  return [`${method} ${url}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', cut].join('\n');
}
