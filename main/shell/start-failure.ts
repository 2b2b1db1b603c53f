/** What a person sees when Daytrail cannot start. The message is the store's own: what happened, and what to do next. */
import type { Dialog, MessageBoxOptions } from 'electron';
import { StoreError } from '../store/store-error.ts';

export function failureBox(error: unknown): MessageBoxOptions {
  const known = error instanceof StoreError && error.kind !== 'internal';
  return {
    type: 'error',
    title: 'Daytrail',
    message: 'Daytrail cannot start',
    detail: known ? error.message : 'Something went wrong inside Daytrail. Its log says what.',
    buttons: ['Quit'],
    noLink: true,
  };
}

/** Says it, on the screen and to whoever started Daytrail from a terminal, and returns when it was read. */
export async function showStartFailure(dialog: Pick<Dialog, 'showMessageBox'>, error: unknown): Promise<void> {
  const box = failureBox(error);
  process.stderr.write(`daytrail: ${box.detail}\n`);
  await dialog.showMessageBox(box);
}
