import { describe, expect, it } from 'vitest';
import { settle } from '../lifecycle/fake-clock.ts';
import { recordedLog } from '../lifecycle/recorded-log.ts';
import { folderShower, logsOpener } from './folders.ts';

describe('the folder with the log', () => {
  it('is shown', async () => {
    const shown: string[] = [];
    const openPath = async (folder: string) => {
      shown.push(folder);
      return '';
    };
    logsOpener(folderShower({ openPath }), '/data/logs', recordedLog())?.();
    await settle();
    expect(shown).toEqual(['/data/logs']);
  });

  it('that cannot be shown is named in the log', async () => {
    const log = recordedLog();
    logsOpener(folderShower({ openPath: async () => 'no file manager' }), '/data/logs', log)?.();
    await settle();
    expect(log.lines).toEqual(['warn the log folder /data/logs could not be shown: no file manager']);
  });

  it('is not offered where no log is kept', () => {
    expect(logsOpener(async () => undefined, null, recordedLog())).toBeNull();
  });
});
