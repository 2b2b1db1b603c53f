import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { Status } from '../../../preload/contract/schemas.ts';
import type { WatcherHealth } from '../../../preload/contract/watchers.ts';
import { aDaytrail, aHealth, aStatus, called, fail } from '../../testing/fakes.ts';
import { aHealthOf } from '../../testing/preferences.ts';
import { clear, click, find, renderPart, text, until } from '../../testing/render.tsx';
import { Troubles } from './troubles.tsx';

afterEach(clear);

async function show(status: Partial<Status>, lost = false, quit = false) {
  const daytrail = aDaytrail();
  await renderPart(<Troubles status={aStatus(status)} lost={lost} quit={quit} />, daytrail);
  return daytrail;
}

describe('what needs a person', () => {
  it('is nothing while all is well', async () => {
    await show({});
    expect(text()).toBe('');
  });

  it('is a taken port: by whom, and trying again', async () => {
    const daytrail = await show({ api: { state: 'failed', message: 'Port 5600 is taken by ActivityWatch.' } });
    expect(text()).toContain('Watchers cannot reach Daytrail.');
    expect(text()).toContain('Port 5600 is taken by ActivityWatch.');
    await click(find('button', 'Try again'));
    expect(called(daytrail, 'retryApi')).toBe(1);
    expect(text()).toContain('Daytrail is listening again.');
  });

  it('is a failing save: how much is kept, why, and saving now', async () => {
    const problem = { kind: 'commit-failed', message: 'The disk is full.' };
    const daytrail = await show({ store: aHealth({ state: 'unsaved', pending: 3, problem }) });
    expect(text()).toContain('3 changes not saved yet.');
    expect(text()).toContain('The disk is full.');
    fail(daytrail, 'commit', { kind: 'commit-failed', message: 'The disk is still full.' });
    await click(find('button', 'Save now'));
    expect(text()).toContain('The disk is still full.');
    await click(find('button', 'Dismiss'));
    expect(text()).not.toContain('The disk is still full.');
  });

  it('is a record that cannot be opened', async () => {
    const problem = { kind: 'newer-schema', message: 'It was written by a newer Daytrail.' };
    await show({ store: aHealth({ state: 'failed', problem }) });
    expect(text()).toContain('The record cannot be opened.');
    expect(text()).toContain('It was written by a newer Daytrail.');
  });

  it('is what the store noticed when it opened, until it has been read', async () => {
    await show({ store: aHealth({ notices: ['A damaged record was set aside.'] }) });
    await click(find('button', 'Dismiss'));
    expect(text()).toBe('');
  });

  it('is told with what it is about first', async () => {
    const notice =
      'The database was damaged and has been repaired: 2 events could be read from it. Nothing is missing.';
    await show({ store: aHealth({ notices: [notice] }) });
    expect(find('strong').textContent).toBe('The database was damaged and has been repaired:');
    expect(text()).toContain(notice);
  });

  it('is a lost connection before all else, since nothing else is known then', async () => {
    await show({ api: { state: 'failed', message: 'Port 5600 is taken.' } }, true);
    expect(text()).toContain('Daytrail does not answer.');
    expect(text()).not.toContain('Port 5600');
  });

  it('is no trouble when Daytrail was quit from here', async () => {
    await show({}, true, true);
    expect(text()).toContain('Daytrail has been quit.');
    expect(text()).not.toContain('does not answer');
  });

  describe('a watcher that cannot record', () => {
    const problem = { message: 'GNOME tells nothing of windows.', fix: 'Install the extension.' };
    const showWatcher = async (health: Partial<WatcherHealth>, shell: Status['shell'] = 'headless', path = '/') => {
      const daytrail = Object.assign(aDaytrail(), {
        watchers: async () => [aHealthOf('window', { backend: null, ...health }), aHealthOf('presence')],
      });
      await renderPart(<Troubles status={aStatus({ shell })} lost={false} quit={false} />, daytrail, path);
      return daytrail;
    };

    it('is told with what mends it, and stays away once it was read', async () => {
      await showWatcher({ state: 'unfit', problem });
      await until(() => expect(text()).toContain('Apps and windows are not recorded.'));
      expect(text()).toContain('GNOME tells nothing of windows. Install the extension.');
      await click(find('button', 'Dismiss'));
      expect(text()).toBe('');
    });

    it('is not told beside the preferences that tell it', async () => {
      await showWatcher({ state: 'unfit', problem }, 'headless', '/preferences/recording');
      expect(text()).toBe('');
    });

    it('is nothing where there is no desktop to be seen', async () => {
      await showWatcher({ state: 'unfit', problem: { message: 'There is no display.', fix: null } });
      expect(text()).toBe('');
    });

    it('is told as soon as it happens, and no more once it is over', async () => {
      const daytrail = await showWatcher({}, 'electron');
      expect(text()).toBe('');
      const lost = aHealthOf('window', { state: 'waiting', problem: { message: 'It has ended.', fix: null } });
      await act(async () => daytrail.push('watchers', [lost]));
      await until(() => expect(text()).toContain('It has ended.'));
      await act(async () => daytrail.push('watchers', [aHealthOf('window')]));
      await until(() => expect(text()).toBe(''));
    });
  });
});
