import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Backup, BackupsState } from '../../../../preload/contract/backups.ts';
import { aDaytrail, fail } from '../../../testing/fakes.ts';
import { clear, click, find, renderPart, text, until } from '../../../testing/render.tsx';
import { PreferencesView } from '../preferences-view.tsx';

afterEach(clear);

const at = (time: string) => Date.parse(time) * 1000;
const BACKUP: Backup = {
  name: 'daytrail-1.db',
  made: at('2026-11-21T13:00:00Z'),
  kind: 'backup',
  bytes: 3_400_000,
  events: 12_345,
  first: at('2026-01-01T09:00:00Z'),
  last: at('2026-11-21T12:59:00Z'),
  problem: null,
};
const QUIET: BackupsState = { doing: 'nothing', problem: null };

async function open(backups: readonly Backup[] = [BACKUP], state: BackupsState = QUIET) {
  const daytrail = Object.assign(aDaytrail(), {
    backups: vi.fn(async () => [...backups]),
    backupsState: async () => state,
    makeBackup: vi.fn(async () => BACKUP),
    restoreBackup: vi.fn(async () => null),
    openBackups: async () => ({ folder: '/data/backups', shown: false }),
  });
  await renderPart(<PreferencesView chosen="backups" />, daytrail, '/preferences/backups');
  await until(() => expect(text()).toContain('Make a backup now'));
  return daytrail;
}

describe('the backups', () => {
  it('are listed with when they were made and what is in them', async () => {
    await open();
    expect(text()).toContain('21 Nov 2026, 14:00');
    expect(text()).toContain('12,345 events from 1 Jan 2026 to 21 Nov 2026, 13:59 · 3.4 MB');
  });

  it('are restored only after it was said what that means', async () => {
    const daytrail = await open();
    await click(find('button', /^Restore the backup/));
    expect(find('dialog').textContent).toContain('The record as it is now is kept in this list.');
    expect(daytrail.restoreBackup).not.toHaveBeenCalled();
    await click(find('dialog button', 'Restore'));
    await until(() => expect(text()).toContain('The record is as it was on 21 Nov 2026, 14:00.'));
    expect(daytrail.restoreBackup).toHaveBeenCalledWith({ name: BACKUP.name });
  });

  it('say why one cannot be restored, before and after it was tried', async () => {
    const damaged = { ...BACKUP, name: 'daytrail-0.db', made: BACKUP.made - 1e12, problem: 'It is cut off.' };
    const daytrail = await open([BACKUP, damaged]);
    expect(text()).toContain('It is cut off.');
    const [whole, cut] = document.querySelectorAll('main button, li button');
    expect([whole?.hasAttribute('disabled'), cut?.hasAttribute('disabled')]).toEqual([false, true]);
    fail(daytrail, 'restoreBackup', { kind: 'invalid', message: 'It is damaged, and the record is what it was.' });
    await click(whole as Element);
    await click(find('dialog button', 'Restore'));
    await until(() => expect(find('dialog').textContent).toContain('It is damaged, and the record is what it was.'));
  });

  it('say when the last one failed, and are listed anew when something happened to them', async () => {
    const problem = { message: 'The disk is full.', at: at('2026-11-21T13:00:00Z'), again: null };
    const daytrail = await open([], { doing: 'nothing', problem });
    expect(find('[role="alert"]').textContent).toContain('The disk is full.');
    daytrail.backups.mockResolvedValue([BACKUP]);
    await act(async () => daytrail.push('backups', QUIET));
    await until(() => expect(text()).toContain('12,345 events'));
    expect(document.querySelector('[role="alert"]')).toBeNull();
  });

  it('say where they lie where the folder cannot be shown', async () => {
    await open();
    await click(find('button', 'Show the folder'));
    await until(() => expect(text()).toContain('/data/backups'));
  });
});
