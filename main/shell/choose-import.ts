/** The system's dialog in which a person chooses what to import. */
import type { BaseWindow, Dialog, OpenDialogOptions } from 'electron';

const IMPORT_DIALOG: OpenDialogOptions = {
  title: 'Choose what to import',
  buttonLabel: 'Look at it',
  properties: ['openFile'],
  filters: [
    { name: "ActivityWatch's exports and databases", extensions: ['json', 'db'] },
    { name: 'All files', extensions: ['*'] },
  ],
};

/** `window`: what it belongs to; null where there is none any more. Resolves with a path, or null where none was chosen. */
export function askForImport(
  dialog: Pick<Dialog, 'showOpenDialog'>,
  window: () => BaseWindow | null,
): () => Promise<string | null> {
  return async () => {
    const over = window();
    const { canceled, filePaths } = await (over === null
      ? dialog.showOpenDialog(IMPORT_DIALOG)
      : dialog.showOpenDialog(over, IMPORT_DIALOG));
    return canceled ? null : (filePaths[0] ?? null);
  };
}
