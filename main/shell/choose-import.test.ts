import type { BaseWindow, Dialog } from 'electron';
import { describe, expect, it } from 'vitest';
import { askForImport } from './choose-import.ts';

const WINDOW = {} as BaseWindow;

/** A dialog that is answered so, and remembers how it was asked. */
function answering(answer: { canceled: boolean; filePaths: string[] }) {
  const asked: unknown[][] = [];
  const showOpenDialog = (async (...args: unknown[]) => {
    asked.push(args);
    return answer;
  }) as Dialog['showOpenDialog'];
  return { asked, dialog: { showOpenDialog } };
}

describe('choosing what to import', () => {
  it('gives the file that was chosen, asked over the window', async () => {
    const { dialog, asked } = answering({ canceled: false, filePaths: ['/home/someone/export.json'] });
    expect(await askForImport(dialog, () => WINDOW)()).toBe('/home/someone/export.json');
    expect(asked[0]?.[0]).toBe(WINDOW);
    expect(asked[0]?.[1]).toMatchObject({ properties: ['openFile'] });
  });

  it('gives nothing where none was chosen, and stands alone where the window is gone', async () => {
    const { dialog, asked } = answering({ canceled: true, filePaths: [] });
    expect(await askForImport(dialog, () => null)()).toBeNull();
    expect(asked[0]).toHaveLength(1);
  });
});
