/** What a compositor or a service on a bus must answer before it counts as hanging. */
import type { Clock } from '../lifecycle/clock.ts';
import { BackendError } from './backend.ts';

export const ANSWER_LIMIT_MS = 5_000;

/** The work's own result, or a BackendError `broken` with this message after the limit. The work is not stopped. */
export async function within<T>(clock: Clock, ms: number, message: string, work: Promise<T>): Promise<T> {
  let timer: unknown;
  const limit = new Promise<never>((_, reject) => {
    timer = clock.set(ms, () => reject(new BackendError('broken', message)));
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clock.clear(timer);
  }
}
