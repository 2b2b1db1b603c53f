/** For tests: how often to look whether something has come about, and how long it may take on a busy machine; in ms. */
import { setTimeout as wait } from 'node:timers/promises';

export const SOON = { interval: 5, timeout: 30_000 } as const;

/** Looks every 20 ms, for programs of their own that have to come about; after 20 s it fails with `what` it waited for. */
export async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const limit = performance.now() + 20_000;
  while (!(await holds())) {
    if (performance.now() > limit) throw new Error(`${what} did not come about.`);
    await wait(20);
  }
}
