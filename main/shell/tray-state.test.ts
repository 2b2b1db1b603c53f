import { describe, expect, it } from 'vitest';
import { SILENT_AFTER } from '../../preload/contract/recording.ts';
import type { Status } from '../../preload/contract/schemas.ts';
import { aPresence, aSource, aStanding, MINUTE, NOW, unsaved } from './test-standing.ts';
import { trayState } from './tray-state.ts';

const say = { time: (moment: number) => new Date(moment / 1000).toISOString().slice(11, 16) };
const web = aSource({ bucket: 'aw-watcher-web', type: 'web.tab.current', label: 'example.com' });
const of = (changed: Partial<Status>) => trayState(aStanding(changed), NOW, say);

describe('what the tray says is recorded', () => {
  it('is nothing yet before the first event', () => {
    expect(of({})).toEqual({
      icon: 'away',
      recording: 'Nothing recorded yet',
      attention: [],
      paused: false,
      until: null,
    });
  });

  it('is the application, and since when', () => {
    expect(of({ sources: [web, aPresence('not-afk'), aSource()] })).toMatchObject({
      icon: 'recording',
      recording: 'Firefox since 10:30',
    });
  });

  it('is away, whatever window was left open', () => {
    expect(of({ sources: [aSource(), aPresence('afk', { since: NOW - 2 * MINUTE })] })).toMatchObject({
      icon: 'away',
      recording: 'Away since 10:40',
    });
  });

  it.each([
    ['idle', 'Away since 10:40'],
    ['locked', 'Locked since 10:40'],
    ['switched', 'Another session since 10:40'],
    ['suspended', 'Asleep since 10:40'],
    ['off', 'Off since 10:40'],
  ])('says why nobody is there: %s', (reason, recording) => {
    const away = aPresence(reason, { since: NOW - 2 * MINUTE });
    expect(of({ sources: [aSource(), away] })).toMatchObject({ icon: 'away', recording });
  });

  it.each<[Status['recording'], string]>([
    [{ state: 'paused', until: NOW + 18 * MINUTE }, 'Paused until 11:00'],
    [{ state: 'paused', until: null }, 'Paused until you resume'],
    [{ state: 'off-hours', until: NOW + 18 * MINUTE }, 'Outside recording hours until 11:00'],
    [{ state: 'off-hours', until: null }, 'Outside recording hours'],
  ])('is nothing while that is not wanted, until when: %j', (recording, line) => {
    expect(of({ recording, sources: [aSource(), aPresence('afk')] })).toMatchObject({
      icon: 'paused',
      recording: line,
      paused: recording.state === 'paused',
    });
  });

  it('is the page where no watcher tells the window', () => {
    expect(of({ sources: [web] }).recording).toBe('example.com since 10:30');
  });

  it('is that somebody is there where nothing else is told', () => {
    expect(of({ sources: [aPresence('not-afk')] })).toMatchObject({
      icon: 'recording',
      recording: 'Recording since 10:30',
    });
  });

  it('is nothing any more once the watchers are quiet, from the moment it said it would look again', () => {
    const quiet = { sources: [aSource({ lastSeen: NOW - MINUTE })] };
    const recording = of(quiet);
    expect(recording.icon).toBe('recording');
    expect(recording.until).toBe(NOW - MINUTE + SILENT_AFTER);
    expect(trayState(aStanding(quiet), recording.until ?? 0, say)).toMatchObject({
      icon: 'away',
      recording: 'Nothing recorded since 10:41',
      until: null,
    });
  });

  it('does not let a quiet watcher of presence decide that somebody is away', () => {
    expect(of({ sources: [aSource(), aPresence('afk', { lastSeen: NOW - 60 * MINUTE })] }).recording).toBe(
      'Firefox since 10:30',
    );
  });

  it('fits a menu whatever an application calls itself', () => {
    const { recording } = of({ sources: [aSource({ label: `${'x'.repeat(300)}\n👩‍💻` })] });
    expect(recording.length).toBeLessThan(70);
    expect(recording).toContain('…');
  });
});

describe("the tray's icon", () => {
  it('is that of trouble where something grave needs attention, paused or not', () => {
    const store = unsaved(3, 'Disk full.');
    expect(of({ sources: [aSource()], store }).icon).toBe('trouble');
    expect(of({ recording: { state: 'paused', until: null }, store }).icon).toBe('trouble');
  });

  it('stays as it is where something can wait', () => {
    const asking = { origin: 'moz-extension://a', name: 'an extension in Firefox', since: NOW };
    const standing = aStanding({ sources: [aSource()] }, { access: { requests: [asking] } });
    expect(trayState(standing, NOW, say)).toMatchObject({ icon: 'recording', attention: [{ id: 'request-1' }] });
  });
});
