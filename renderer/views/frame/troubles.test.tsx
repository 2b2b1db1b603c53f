import { afterEach, describe, expect, it } from 'vitest';
import type { Status } from '../../../preload/contract/schemas.ts';
import { aDaytrail, aHealth, aStatus, called, fail } from '../../testing/fakes.ts';
import { clear, click, find, renderPart, text } from '../../testing/render.tsx';
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
});
