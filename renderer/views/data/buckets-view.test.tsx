import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventRow } from '../../../preload/contract/schemas.ts';
import { aBucket, aDaytrail, aStatus, fail } from '../../testing/fakes.ts';
import { clear, click, find, giveSize, renderPart, text, until } from '../../testing/render.tsx';
import { HOUR } from '../../timeline/index.ts';
import { BucketsView } from './buckets-view.tsx';

const START = Date.parse('2026-11-20T08:00:00Z') * 1000;
const event = (id: number): EventRow => ({
  id,
  bucket: 'aw-watcher-web-firefox',
  start: START + id * HOUR,
  end: START + id * HOUR + 1_500_000,
  data: { url: `https://example.org/${id}`, title: `Page ${id}`, tabs: [1, 2] },
});
const bucket = (events: EventRow[]) => aBucket('aw-watcher-web-firefox', 'web.tab.current', events);

let restore: () => void;
beforeEach(() => {
  restore = giveSize(1000, 400);
});
afterEach(async () => {
  await clear();
  restore();
});

describe('the data', () => {
  it('tells a newcomer where watchers reach Daytrail', async () => {
    // Anywhere but where they look by themselves.
    const api = { state: 'listening', address: 'http://127.0.0.1:5601' } as const;
    await renderPart(<BucketsView chosen={null} />, aDaytrail(aStatus({ api })));
    await until(() => expect(text()).toContain('http://127.0.0.1:5601'));
    expect(text()).toContain('Your days will appear here');
  });

  it('says while an import is saved that its events are not there yet', async () => {
    const daytrail = aDaytrail(aStatus(), [bucket([event(1)])]);
    const importing = { state: 'saving' as const, done: 10, total: 100 };
    Object.assign(daytrail, { importProgress: async () => importing });
    await renderPart(<BucketsView chosen={null} />, daytrail, '/data');
    await until(() => expect(text()).toContain('An import is being saved.'));
    await act(async () => daytrail.push('imports', { state: 'idle', done: 0, total: null }));
    await until(() => expect(text()).not.toContain('An import is being saved.'));
  });

  it('lists what each bucket holds, and leads to its events', async () => {
    const { history } = await renderPart(
      <BucketsView chosen={null} />,
      aDaytrail(aStatus(), [bucket([event(1), event(2)])]),
      '/data',
    );
    await until(() => expect(text()).toContain('Firefox tabs'));
    expect([...document.querySelectorAll('tbody td')].map((cell) => cell.textContent).slice(0, 3)).toEqual([
      'web.tab.current',
      'workbench',
      '2',
    ]);
    await click(find('a', 'Firefox tabs'));
    expect(history.at(-1)).toBe('/data/aw-watcher-web-firefox');
  });

  it('shows the raw events of a bucket, and all that is kept of the one that is opened', async () => {
    await renderPart(
      <BucketsView chosen="aw-watcher-web-firefox" />,
      aDaytrail(aStatus(), [bucket([event(1), event(2)])]),
    );
    await until(() => expect(document.querySelectorAll('table[role="grid"] tbody tr')).toHaveLength(2));
    const [newest] = document.querySelectorAll('table[role="grid"] tbody tr');
    expect(newest?.textContent).toContain('url https://example.org/2');
    await click(newest as Element);
    const details = find('aside').textContent;
    expect(details).toContain('Event 2');
    expect(details).toContain('(1.5 s)');
    expect(details).toContain('Page 2');
    expect(find('aside a').getAttribute('href')).toMatch(/^\/timeline\?at=2026-11-20T09:55:01Z/);
  });

  it('follows what arrives', async () => {
    const daytrail = aDaytrail(aStatus(), [bucket([event(1)])]);
    await renderPart(<BucketsView chosen="aw-watcher-web-firefox" />, daytrail);
    await until(() => expect(text()).toContain('1 event, newest first'));
    await act(async () => daytrail.record(event(2)));
    await until(() => expect(text()).toContain('2 events, newest first'));
  });

  it('says so when there is no such bucket', async () => {
    await renderPart(<BucketsView chosen="gone" />, aDaytrail(aStatus(), [bucket([event(1)])]));
    await until(() => expect(text()).toContain('There is no such bucket.'));
  });

  it('says why it cannot be listed', async () => {
    const daytrail = aDaytrail();
    fail(daytrail, 'buckets', { kind: 'closed', message: 'Daytrail does not answer.' });
    await renderPart(<BucketsView chosen={null} />, daytrail);
    await until(() => expect(find('[role="alert"]').textContent).toContain('Daytrail does not answer.'));
  });
});
