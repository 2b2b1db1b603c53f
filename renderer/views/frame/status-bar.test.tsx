import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Status } from '../../../preload/contract/schemas.ts';
import { aBucket, aDaytrail, aHealth, aStatus } from '../../testing/fakes.ts';
import { clear, click, find, renderPart, text } from '../../testing/render.tsx';
import { HOUR, MINUTE, SECOND } from '../../timeline/index.ts';
import { StatusBar } from './status-bar.tsx';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const now = NOW * 1000;
const source = (label: string, type = 'currentwindow') => ({
  bucket: type,
  type,
  label,
  since: now - 18 * MINUTE,
  lastSeen: now - 2 * SECOND,
});

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(async () => {
  await clear();
  vi.useRealTimers();
});

const show = (status: Partial<Status>, lost = false) =>
  renderPart(<StatusBar status={aStatus(status)} lost={lost} />, aDaytrail());

describe('the foot of the window', () => {
  it('says what is recorded, since when, and how many sources more', async () => {
    await show({ sources: [source('Firefox'), source('not-afk', 'afkstatus')] });
    expect(text()).toContain('Firefox since 12:42');
    expect(text()).toContain('+1');
  });

  it('tells sources of one kind apart by their names', async () => {
    const browsers = ['firefox', 'chrome'].map((browser) => ({
      ...source('docs.example', 'web.tab.current'),
      bucket: `aw-watcher-web-${browser}`,
    }));
    const buckets = browsers.map(({ bucket }) => aBucket(bucket, 'web.tab.current'));
    const status = aStatus({ sources: browsers });
    await renderPart(<StatusBar status={status} lost={false} />, aDaytrail(status, buckets));
    await click(find('button', /^docs\.example since/));
    await act(async () => vi.advanceTimersByTime(100));
    expect(find('table').textContent).toContain('Firefox tabs');
    expect(find('table').textContent).toContain('Chrome tabs');
  });

  it('falls silent with its sources, without being told', async () => {
    await show({ sources: [source('Firefox')] });
    for (let minute = 0; minute < 3; minute++) await act(async () => vi.advanceTimersByTime(60_000));
    expect(text()).toContain('Nothing arriving, last 3 min ago');
  });

  it('says until when it is paused, not what it would record, and resumes', async () => {
    const daytrail = Object.assign(aDaytrail(), { resume: vi.fn(async () => null) });
    const recording = { state: 'paused', until: now + 2 * HOUR } as const;
    const status = aStatus({ sources: [source('Firefox')], recording });
    await renderPart(<StatusBar status={status} lost={false} />, daytrail);
    expect(text()).toContain('Paused until 15:00');
    expect(text()).not.toContain('Firefox');
    await click(find('button', 'Resume'));
    expect(daytrail.resume).toHaveBeenCalled();
  });

  it('says that it is outside the recording hours, with the day on which they begin', async () => {
    await show({ recording: { state: 'off-hours', until: now + 20 * HOUR } });
    expect(text()).toContain('Outside recording hours until Mon 23 Nov, 09:00');
  });

  it('says how much is not saved yet and when it was saved last, ticking', async () => {
    await show({ store: aHealth({ pending: 3, lastSavedAt: now - 4 * SECOND }) });
    expect(text()).toContain('3 changes not saved yet');
    expect(text()).toContain('saved 4 s ago');
    await act(async () => vi.advanceTimersByTime(1000));
    expect(text()).toContain('saved 5 s ago');
  });

  it('says that nothing is saved while the record cannot be opened', async () => {
    await show({ store: aHealth({ state: 'failed' }) });
    expect(text()).toContain('Nothing is saved');
    expect(text()).not.toContain('Everything is saved');
  });

  it('says where watchers reach Daytrail, and what kind of session this is', async () => {
    await show({ testing: true, store: aHealth({ inMemory: true }) });
    expect(text()).toContain('127.0.0.1:5666');
    expect(text()).toContain('Testing');
    expect(text()).toContain('In memory');
    expect(text()).toContain('Nothing is saved');
  });

  it('claims nothing about now while there is no connection', async () => {
    await show({ sources: [source('Firefox')] }, true);
    expect(text()).toBe('Not connected');
  });
});
