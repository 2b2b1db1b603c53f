import { describe, expect, it } from 'vitest';
import { REPAIRED } from '../store/recovery.ts';
import { Notices } from './notices.ts';
import type { Standing } from './standing.ts';
import { aSource, aStanding, aStatus, brokenWatcher, MINUTE, NOW, unsaved } from './test-standing.ts';

const well = aStanding();
const full = aStanding({ store: unsaved(3, 'The disk is full. Free some space.') });

/** What is told at each of these moments, in minutes. */
function told(...moments: readonly (readonly [minutes: number, standing: Standing])[]) {
  const notices = new Notices();
  return moments.map(([minutes, standing]) => notices.look(standing, NOW + minutes * MINUTE).tell.map(({ id }) => id));
}

describe('what a person is notified of', () => {
  it('is nothing where all is well, or what can wait', () => {
    const request = { origin: 'moz-extension://a', name: 'an extension in Firefox', since: NOW };
    expect(told([0, well], [60, aStanding({}, { access: { requests: [request] } })])).toEqual([[], []]);
  });

  it('is that changes are not saved for over a minute, and why, once', () => {
    expect(told([0, full], [0.9, full], [1, full], [2, full], [600, full])).toEqual([[], [], ['unsaved'], [], []]);
    const notices = new Notices();
    expect(notices.look(full, NOW)).toEqual({ tell: [], again: NOW + MINUTE });
    expect(notices.look(full, NOW + MINUTE)).toEqual({
      tell: [
        {
          id: 'unsaved',
          title: 'Changes are not saved',
          body: '3 changes not saved yet: The disk is full.',
          place: '/timeline',
        },
      ],
      again: null,
    });
  });

  it('is nothing that has passed before it had lasted', () => {
    expect(told([0, full], [0.5, well], [0.8, full], [1.5, full], [1.8, full])).toEqual([[], [], [], [], ['unsaved']]);
  });

  it('is the same trouble again only when it had been gone for an hour', () => {
    expect(
      told([0, full], [1, full], [2, well], [3, full], [10, full], [11, well], [71, well], [72, full], [73, full]),
    ).toEqual([[], ['unsaved'], [], [], [], [], [], [], ['unsaved']]);
  });

  it('is soon that nothing is recorded, and at once that the record was repaired', () => {
    const failed = aStanding({ store: { ...aStatus().store, state: 'failed' } });
    expect(told([0, failed], [0.05, failed])).toEqual([[], ['failed']]);
    const store = { ...aStatus().store, notices: ['It is not in WAL mode.', `${REPAIRED}: 5 events.`] };
    expect(new Notices().look(aStanding({ store }), NOW).tell).toMatchObject([
      { id: 'repaired', body: `${REPAIRED}: 5 events.` },
    ]);
  });

  it('is a watcher that is broken, or a backup that fails, for ten minutes', () => {
    const broken = aStanding({}, { watchers: [brokenWatcher('window'), brokenWatcher('presence')] });
    expect(told([0, broken], [9, broken], [10, broken])).toEqual([[], [], ['watcher-window', 'watcher-presence']]);
    const failing = aStanding({}, { backups: { problem: { message: 'The disk is full.', at: NOW, again: null } } });
    expect(told([0, failing], [10, failing], [20, failing])).toEqual([[], ['backup'], []]);
  });

  it('names nothing that was recorded', () => {
    const sources = [aSource({ label: 'A secret' })];
    const worst = aStanding(
      { sources, store: { ...unsaved(1, 'Disk full.'), notices: [REPAIRED] } },
      { watchers: [brokenWatcher()] },
    );
    const notices = new Notices();
    notices.look(worst, NOW);
    expect(JSON.stringify(notices.look(worst, NOW + 60 * MINUTE).tell)).not.toContain('secret');
  });
});
