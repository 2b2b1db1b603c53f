import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ImportPreview } from '../../../preload/contract/imports.ts';
import { DaytrailError } from '../../../preload/contract/result.ts';
import { aBucket, aDaytrail, aStatus, called, type FakeDaytrail, fail } from '../../testing/fakes.ts';
import { clear, click, find, renderPart, text, type, until } from '../../testing/render.tsx';
import { ImportView } from './import-view.tsx';
import { aPreview, aReport, aSetting } from './testing.ts';

afterEach(clear);

function preparedFor(preview: ImportPreview, buckets = [aBucket('aw-watcher-afk_oak', 'afkstatus')]) {
  const daytrail = aDaytrail(aStatus({ hostname: 'oak' }), buckets);
  const runImport = vi.fn(async () => aReport());
  return Object.assign(daytrail, { previewImport: vi.fn(async () => preview), runImport });
}

const field = () => find('input[type="text"]') as HTMLInputElement;

async function look(daytrail: FakeDaytrail) {
  const place = await renderPart(<ImportView />, daytrail, '/import');
  await until(() => expect(field()).toBeDefined());
  await type(field(), '/home/someone/export.json');
  await click(find('button', 'Look at it'));
  return place;
}

describe('importing', () => {
  it('shows per bucket what is in the file before anything is taken', async () => {
    const daytrail = preparedFor(aPreview());
    await look(daytrail);
    await until(() => expect(text()).toContain('544,000 events in 2 buckets: 543,000 are new, 998 are here already'));
    const [first] = document.querySelectorAll('tbody tr');
    expect([...(first?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent)).toEqual([
      '1 Mar 2021 – 20 Nov 2026',
      '544,000',
      '543,000',
      '998',
      '2',
    ]);
    expect(find('details').textContent).toContain('Event 12: duration: It is negative.');
    expect(daytrail.runImport).not.toHaveBeenCalled();
  });

  it('asks whether a computer that it does not know has another name here', async () => {
    const [bucket] = aPreview().buckets;
    if (bucket === undefined) throw new Error('no bucket');
    const hosts = [{ from: 'birch', to: 'oak' }];
    const daytrail = preparedFor(aPreview());
    await look(daytrail);
    await until(() => expect(text()).toContain('is called workbench now'));
    let counted: (preview: ImportPreview) => void = () => undefined;
    daytrail.previewImport.mockImplementationOnce(() => new Promise((resolve) => (counted = resolve)));
    const select = find('select') as HTMLSelectElement;
    expect([...select.options].map(({ textContent }) => textContent)).toEqual([
      'is another computer',
      'is called oak now',
      'is called workbench now',
    ]);
    await act(async () => {
      select.value = 'oak';
      select.dispatchEvent(new Event('change', { bubbles: true }));
    });
    // What is there already under the other name is counted as such before anything can be taken.
    expect(find('button', 'Counting…').hasAttribute('disabled')).toBe(true);
    await act(async () =>
      counted(aPreview({ hosts, buckets: [{ ...bucket, id: 'aw-watcher-window_oak', fresh: 3 }] })),
    );
    await until(() => expect(select.value).toBe('oak'));
    await click(find('button', 'Import 3 events'));
    await until(() => expect(text()).toContain('The import is complete'));
    expect(daytrail.previewImport).toHaveBeenLastCalledWith({ path: '/home/someone/export.json', hosts });
    expect(daytrail.runImport).toHaveBeenCalledWith({
      path: '/home/someone/export.json',
      hosts,
      settings: 'missing',
    });
  });

  it('takes settings that are not set here, unless it is told to take all or none', async () => {
    const settings = [aSetting('classes', { state: 'different', entries: 12 }), aSetting('my-own')];
    const daytrail = preparedFor(aPreview({ settings, hosts: [] }));
    await look(daytrail);
    await until(() => expect(text()).toContain('Settings and categories'));
    expect(text()).toContain('Those that are not set here1 setting');
    expect(text()).toContain('All, in place of those here2 settings');
    expect(text()).toContain('12 categories with their rules set differently here');
    expect(text()).toContain('my-own not set here');
    await click(find('label', 'None'));
    await click(find('button', 'Import 543,000 events'));
    await until(() => expect(daytrail.runImport).toHaveBeenCalledWith(expect.objectContaining({ settings: 'none' })));
  });

  it('says that there is nothing to do where all of it is here', async () => {
    const [bucket] = aPreview().buckets;
    if (bucket === undefined) throw new Error('no bucket');
    await look(
      preparedFor(aPreview({ buckets: [{ ...bucket, exists: true, events: 7, fresh: 0, known: 7, refused: 0 }] })),
    );
    await until(() => expect(text()).toContain('7 events in 1 bucket. All of it is here already.'));
    expect(find('button', 'Import').hasAttribute('disabled')).toBe(true);
  });

  it('shows how far it is, and stops when it is told to', async () => {
    let stop: (error: Error) => void = () => undefined;
    const daytrail = preparedFor(aPreview());
    Object.assign(daytrail, { runImport: () => new Promise((_, reject) => (stop = reject)) });
    await look(daytrail);
    await until(() => expect(text()).toContain('543,000 are new'));
    await click(find('button', /^Import /));
    await act(async () => daytrail.push('imports', { state: 'reading', done: 272_000, total: null }));
    await until(() => expect(text()).toContain('Read: 272,000 of 544,000 events'));
    await act(async () => daytrail.push('imports', { state: 'saving', done: 250_000, total: 500_000 }));
    const bar = find('[role="progressbar"]');
    await until(() => expect(bar.getAttribute('aria-valuenow')).toBe('83'));
    expect(bar.getAttribute('aria-valuetext')).toBe('Saved: 250,000 of 500,000 events');
    await click(find('button', 'Cancel'));
    await until(() => expect(called(daytrail, 'cancelImport')).toBe(1));
    await act(async () => stop(new DaytrailError({ kind: 'cancelled', message: 'Cancelled.' })));
    await until(() => expect(find('button', /^Import /)).toBeDefined());
  });

  it('goes to the step that came, for who cannot see it come', async () => {
    await look(preparedFor(aPreview()));
    await until(() => expect(text()).toContain('543,000 are new'));
    expect(document.activeElement?.textContent).toContain('An export of ActivityWatch');
  });

  it('says what is wrong with a file, what to do, and lets another be chosen', async () => {
    const daytrail = preparedFor(aPreview());
    fail(daytrail, 'previewImport', { kind: 'invalid', message: 'It is a picture.' });
    await look(daytrail);
    await until(() => expect(find('[role="alert"]').textContent).toContain('It is a picture.'));
    expect(text()).toContain('Choose a file that ActivityWatch exported');
    await click(find('button', 'Choose another file'));
    await until(() => expect(field().value).toBe(''));
  });

  it('leads to the last day that was imported', async () => {
    const { history } = await look(preparedFor(aPreview()));
    await until(() => expect(text()).toContain('543,000 are new'));
    await click(find('button', /^Import /));
    await until(() => expect(text()).toContain('543,000 events were imported into 1 bucket.'));
    await click(find('button', 'Show its last day'));
    expect(history.at(-1)).toBe('/timeline?day=2026-11-20');
  });

  it('offers the records that were found', async () => {
    const daytrail = preparedFor(aPreview());
    const path = '/home/someone/aw-server-rust/sqlite.db';
    const found = { kind: 'aw-server-rust' as const, path, bytes: 98_000_000, modified: 0, running: true };
    Object.assign(daytrail, { findImports: async () => [found] });
    await renderPart(<ImportView />, daytrail, '/import');
    await until(() => expect(text()).toContain('98 MB, last written'));
    await click(find('button', "Look at ActivityWatch's record"));
    await until(() => expect(daytrail.previewImport).toHaveBeenCalledWith({ path, hosts: [] }));
  });

  it('lists the earlier names of computers, which can be forgotten', async () => {
    const daytrail = preparedFor(aPreview());
    const known = [{ from: 'birch', to: 'oak' }];
    const forgetHost = vi.fn(async () => {
      known.pop();
      return null;
    });
    Object.assign(daytrail, { joinedHosts: async () => [...known], forgetHost });
    await renderPart(<ImportView />, daytrail, '/import');
    await until(() => expect(text()).toContain('is called oak now'));
    await click(find('button', 'Forget birch'));
    await until(() => expect(text()).not.toContain('birch'));
    expect(forgetHost).toHaveBeenCalledWith({ from: 'birch' });
  });

  it('asks by the system where there is one to ask', async () => {
    const daytrail = Object.assign(preparedFor(aPreview()), {
      status: async () => aStatus({ shell: 'electron' }),
      chooseImport: async () => '/chosen.json',
    });
    await renderPart(<ImportView />, daytrail, '/import');
    await until(() => expect(find('button', 'Choose a file…')).toBeDefined());
    await click(find('button', 'Choose a file…'));
    await until(() => expect(daytrail.previewImport).toHaveBeenCalledWith({ path: '/chosen.json', hosts: [] }));
  });

  it('shows an import that was begun elsewhere', async () => {
    const daytrail = preparedFor(aPreview());
    Object.assign(daytrail, { importProgress: async () => ({ state: 'reading', done: 10, total: null }) });
    await renderPart(<ImportView />, daytrail, '/import');
    await until(() => expect(text()).toContain('An import is under way'));
    expect(find('[role="progressbar"]').getAttribute('aria-valuetext')).toBe('Read: 10 events');
    expect(find('button', 'Cancel')).toBeDefined();
  });
});
