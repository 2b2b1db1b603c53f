/** Any error as what a backend rejects with: `broken`, unless it says itself what it is. */
import { messageOf } from '../lifecycle/message-of.ts';
import { BackendError } from './backend.ts';

export function broken(error: unknown): BackendError {
  return error instanceof BackendError ? error : new BackendError('broken', messageOf(error));
}
