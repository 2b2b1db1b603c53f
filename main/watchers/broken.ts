/** Any error as what a backend rejects with: `broken`, unless it says itself what it is. */
import { BackendError } from './backend.ts';

export function broken(error: unknown): BackendError {
  return error instanceof BackendError ? error : new BackendError('broken', messageOf(error));
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
