import { describe, expect, it } from 'vitest';
import { SILENT_AFTER } from '../../preload/contract/recording.ts';
import type { Source, Status } from '../../preload/contract/schemas.ts';
import { trayState } from './tray-state.ts';

const minute = 60_000_000;
const now = Date.UTC(2026, 10, 22, 10, 42) * 1000;
const say = { time: (moment: number) => new Date(moment / 1000).toISOString().slice(11, 16) };

const status = (changed: Partial<Status> = {}): Status => ({
  version: '1.0.0',
  testing: false,
  hostname: 'desk',
  shell: 'electron',
  dataDir: '/home/someone/daytrail',
  api: { state: 'listening', address: 'http://127.0.0.1:5600' },
  store: {
    state: 'ready',
    pending: 0,
    pendingSince: null,
    lastSavedAt: null,
    problem: null,
    notices: [],
    inMemory: false,
  },
  sources: [],
  recording: { state: 'recording', until: null },
  ...changed,
});
const source = (changed: Partial<Source>): Source => ({
  bucket: 'aw-watcher-window_desk',
  type: 'currentwindow',
  label: 'Firefox',
  since: now - 12 * minute,
  lastSeen: now - 1_000_000,
  ...changed,
});
const web = source({ bucket: 'aw-watcher-web', type: 'web.tab.current', label: 'example.com' });
const afk = (label: string, changed: Partial<Source> = {}) =>
  source({ bucket: 'aw-watcher-afk_desk', type: 'afkstatus', label, ...changed });
const unsaved = (pending: number, message: string): Status['store'] => ({
  ...status().store,
  state: 'unsaved',
  pending,
  problem: { kind: 'commit-failed', message },
});
const of = (changed: Partial<Status>) => trayState(status(changed), now, say);

describe('what the tray says is recorded', () => {
  it('is nothing yet before the first event', () => {
    expect(of({})).toEqual({ icon: 'idle', recording: 'Nothing recorded yet', troubles: [], until: null });
  });

  it('is the application, and since when', () => {
    expect(of({ sources: [web, afk('not-afk'), source({})] })).toMatchObject({
      icon: 'recording',
      recording: 'Recording Firefox since 10:30',
    });
  });

  it('is away, whatever window was left open', () => {
    expect(of({ sources: [source({}), afk('afk', { since: now - 2 * minute })] })).toMatchObject({
      icon: 'idle',
      recording: 'Away since 10:40',
    });
  });

  it('is the page where no watcher tells the window', () => {
    expect(of({ sources: [web] }).recording).toBe('Recording example.com since 10:30');
  });

  it('is that somebody is there where nothing else is told', () => {
    expect(of({ sources: [afk('not-afk')] })).toMatchObject({ icon: 'recording', recording: 'Recording since 10:30' });
  });

  it('is nothing any more once the watchers are quiet, from the moment it said it would look again', () => {
    const quiet = { sources: [source({ lastSeen: now - minute })] };
    const recording = of(quiet);
    expect(recording.icon).toBe('recording');
    expect(recording.until).toBe(now - minute + SILENT_AFTER);
    expect(trayState(status(quiet), recording.until ?? 0, say)).toMatchObject({
      icon: 'idle',
      recording: 'Nothing recorded since 10:41',
      until: null,
    });
  });

  it('does not let a quiet watcher of presence decide that somebody is away', () => {
    expect(of({ sources: [source({}), afk('afk', { lastSeen: now - 60 * minute })] }).recording).toBe(
      'Recording Firefox since 10:30',
    );
  });

  it('fits a menu whatever an application calls itself', () => {
    const { recording } = of({ sources: [source({ label: `${'x'.repeat(300)}\n👩‍💻` })] });
    expect(recording.length).toBeLessThan(70);
    expect(recording).toContain('…');
  });
});

describe('what the tray says needs attention', () => {
  it('is how much is not saved, and why', () => {
    expect(
      of({ sources: [source({})], store: unsaved(3, 'Disk full. Free some space; Daytrail tries again by itself.') }),
    ).toMatchObject({
      icon: 'trouble',
      recording: 'Recording Firefox since 10:30',
      troubles: ['3 changes not saved yet: Disk full'],
    });
  });

  it('counts one change as one', () => {
    expect(of({ store: unsaved(1, 'Disk full') }).troubles).toEqual(['1 change not saved yet: Disk full']);
  });

  it('does not speak of 0 changes when saving fails before there is one', () => {
    expect(of({ store: unsaved(0, 'Disk full') }).troubles).toEqual(['Changes cannot be saved: Disk full']);
  });

  it('is that the port is taken, and by whom', () => {
    const message = 'Port 5600 is taken by an ActivityWatch server on desk. Stop it, or start Daytrail with --port.';
    expect(of({ api: { state: 'failed', message } })).toMatchObject({
      icon: 'trouble',
      troubles: ['Watchers cannot reach Daytrail: Port 5600 is taken by an ActivityWatch server on desk'],
    });
  });

  it('is that the store is gone', () => {
    const store: Status['store'] = { ...status().store, state: 'failed', problem: null };
    expect(of({ store }).troubles).toEqual(['Nothing is recorded: the record cannot be opened']);
  });

  it('keeps the address in a message whole', () => {
    const message = 'Port 127.0.0.1:5600 is taken. Choose another.';
    expect(of({ api: { state: 'failed', message } }).troubles).toEqual([
      'Watchers cannot reach Daytrail: Port 127.0.0.1:5600 is taken',
    ]);
  });

  it('is nothing while changes merely wait for the next save', () => {
    expect(of({ store: { ...status().store, pending: 40, pendingSince: now - minute } }).troubles).toEqual([]);
  });
});
