/** What a person is asked when quitting would lose changes: the last commit failed, and they are only in memory. */
import type { Dialog, MessageBoxOptions } from 'electron';
import type { OnCommitFailed, Unsaved } from '../lifecycle/close-store.ts';
import { changes } from './brief.ts';

const RETRY = 0;
const DISCARD = 1;

/** `signal` takes the question away when there is no time left to answer; that loses nothing by itself. */
export function questionOf(unsaved: Unsaved, signal: AbortSignal): MessageBoxOptions {
  return {
    type: 'warning',
    title: 'Daytrail',
    message: `${changes(unsaved.changes)} could not be saved`,
    detail: `${unsaved.message}\n\nIf you quit now, ${unsaved.changes === 1 ? 'it is' : 'they are'} lost.`,
    buttons: ['Try again', `Quit and lose ${changes(unsaved.changes)}`],
    // Escape and Return both keep what was recorded.
    defaultId: RETRY,
    cancelId: RETRY,
    noLink: true,
    signal,
  };
}

export function askBeforeLosing(dialog: Dialog): OnCommitFailed {
  return async (unsaved, signal) => {
    const { response } = await dialog.showMessageBox(questionOf(unsaved, signal));
    return response === DISCARD ? 'discard' : 'retry';
  };
}
