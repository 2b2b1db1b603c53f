/**
 * What happens to a damaged database at opening.
 */
import { StoreError } from './store-error.ts';

/** Completes a recovery that was interrupted. */
export function finishRecovery(_file: string): void {}

export function recover(options: { file: string }): string {
  throw new StoreError('unwritable', `${options.file} is damaged. Move it away to start a new record.`);
}
