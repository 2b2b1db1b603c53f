import { describe, expect, it } from 'vitest';
import type { Source, Status } from '../../preload/contract/schemas.ts';
import { attentionTo } from './attention.ts';
import type { Standing } from './standing.ts';
import {
  aPresence,
  aSource,
  aStanding,
  aStatus,
  aWatcher,
  brokenWatcher,
  MINUTE,
  NOW,
  unsaved,
} from './test-standing.ts';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const texts = (status: Partial<Status>, changed: Partial<Standing> = {}) =>
  attentionTo(aStanding(status, changed), NOW).map(({ text }) => text);

describe('what needs attention', () => {
  it('is nothing where all is well', () => {
    expect(texts({}, { watchers: [aWatcher(), aWatcher({ watcher: 'presence' })] })).toEqual([]);
  });

  it('is how much is not saved, and why', () => {
    const store = unsaved(3, 'Disk full. Free some space; Daytrail tries again by itself.');
    expect(texts({ store })).toEqual(['3 changes not saved yet: Disk full']);
  });

  it('counts one change as one', () => {
    expect(texts({ store: unsaved(1, 'Disk full') })).toEqual(['1 change not saved yet: Disk full']);
  });

  it('does not speak of 0 changes when saving fails before there is one', () => {
    expect(texts({ store: unsaved(0, 'Disk full') })).toEqual(['Changes cannot be saved: Disk full']);
  });

  it('is not that changes merely wait for the next save', () => {
    expect(texts({ store: { ...aStatus().store, pending: 40, pendingSince: NOW - MINUTE } })).toEqual([]);
  });

  it('is that the store is gone', () => {
    const store: Status['store'] = { ...aStatus().store, state: 'failed', problem: null };
    expect(texts({ store })).toEqual(['Nothing is recorded: the record cannot be opened']);
  });

  it('is that the port is taken, and by whom', () => {
    const message = 'Port 127.0.0.1:5600 is taken by an ActivityWatch server on desk. Stop it, or use --port.';
    expect(texts({ api: { state: 'failed', message } })).toEqual([
      'Watchers cannot reach Daytrail: Port 127.0.0.1:5600 is taken by an ActivityWatch server on desk',
    ]);
  });

  it('is a watcher that does not work now, and not what a desktop never tells', () => {
    const unfit = aWatcher({ state: 'unfit', problem: { message: 'This desktop tells no titles.', fix: null } });
    expect(texts({}, { watchers: [brokenWatcher('window'), brokenWatcher('presence'), unfit] })).toEqual([
      'The window in front is not recorded at the moment: The X server is gone',
      'Your presence is not recorded at the moment: The X server is gone',
    ]);
  });

  it('is a backup that failed', () => {
    const problem = { message: 'The disk is full. Free some space.', at: NOW, again: null };
    expect(attentionTo(aStanding({}, { backups: { problem } }), NOW)).toEqual([
      { id: 'backup', text: 'Backup failed: The disk is full', grave: true, place: '/preferences/backups' },
    ]);
  });

  it('is an extension that asks to be let in, with the place to answer it', () => {
    const request = (name: string) => ({ origin: 'moz-extension://a', name, since: NOW });
    const requests = [request('an extension in Firefox'), request('an extension in Chrome')];
    expect(attentionTo(aStanding({}, { access: { requests } }), NOW)).toEqual([
      {
        id: 'request-1',
        text: 'An extension in Firefox asks to be let in',
        grave: false,
        place: '/preferences/access',
      },
      expect.objectContaining({ id: 'request-2', text: 'An extension in Chrome asks to be let in' }),
    ]);
  });

  it('says the gravest first', () => {
    const request = { origin: 'moz-extension://a', name: 'an extension in Firefox', since: NOW };
    const all = texts(
      { store: unsaved(1, 'Disk full') },
      { watchers: [brokenWatcher()], access: { requests: [request] } },
    );
    expect(all.map((text) => text.split(' ')[0])).toEqual(['1', 'The', 'An']);
  });
});

describe("a browser's watcher", () => {
  const browser = (silent: number): Source =>
    aSource({ bucket: 'aw-watcher-web', type: 'web.tab.current', label: 'example.com', lastSeen: NOW - silent });
  const working = aPresence('not-afk', { since: NOW - 2 * HOUR });
  const silent = (sources: Source[], recording: Status['recording'] = { state: 'recording', until: null }) =>
    texts({ sources, recording });

  it('needs attention when it has been silent for days while a person works', () => {
    expect(silent([browser(2 * DAY), working])).toEqual(['Browser watcher silent for 2 days']);
    expect(silent([browser(2 * DAY - 1), working])).toEqual([]);
  });

  it('needs none where another one tells', () => {
    expect(silent([browser(3 * DAY), browser(HOUR), working])).toEqual([]);
  });

  it('needs none before the person has come back for good, while they are away, or while it is paused', () => {
    expect(silent([browser(3 * DAY), aPresence('not-afk', { since: NOW - 10 * MINUTE })])).toEqual([]);
    expect(silent([browser(3 * DAY), aPresence('afk', { since: NOW - 2 * HOUR })])).toEqual([]);
    expect(silent([browser(3 * DAY), working], { state: 'paused', until: null })).toEqual([]);
  });

  it('is given up after a fortnight', () => {
    expect(silent([browser(14 * DAY), working])).toEqual([]);
  });
});
