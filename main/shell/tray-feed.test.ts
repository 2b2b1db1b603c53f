import { describe, expect, it, vi } from 'vitest';
import type { Source, Status } from '../../preload/contract/schemas.ts';
import { FakeClock } from '../lifecycle/fake-clock.ts';
import { aStanding } from './test-standing.ts';
import { feedTray } from './tray-feed.ts';
import type { TrayState } from './tray-state.ts';

const START = 1_800_000_000_000_000;

const source = (lastSeen: number): Source => ({
  bucket: 'aw-watcher-window_desk',
  type: 'currentwindow',
  label: 'Firefox',
  since: START,
  lastSeen,
});

function fed(sources: Source[]) {
  let standing = aStanding({ sources });
  let changed = (): void => undefined;
  const unsubscribe = vi.fn();
  const clock = new FakeClock();
  const shown: TrayState[] = [];
  const end = feedTray({
    standing: {
      get: () => standing,
      onChange: (listener) => {
        changed = listener;
        return unsubscribe;
      },
    },
    createTray: (first) => {
      shown.push(first);
      return { update: (state) => shown.push(state) };
    },
    say: { time: () => '10:30' },
    now: () => START + clock.now() * 1000,
    clock,
  });
  const change = (next: Partial<Status>) => {
    standing = aStanding({ ...standing.status, ...next });
    changed();
  };
  return { clock, shown, change, end, unsubscribe };
}

describe('the tray over time', () => {
  it('shows the status it was made with, then every change', () => {
    const { shown, change } = fed([]);
    change({ sources: [source(START)] });
    expect(shown.map(({ recording }) => recording)).toEqual(['Nothing recorded yet', 'Firefox since 10:30']);
  });

  it('notices by itself that the watchers have fallen silent', async () => {
    const { shown, clock } = fed([source(START)]);
    await clock.advance(119_000);
    expect(shown).toHaveLength(1);
    await clock.advance(1000);
    expect(shown.at(-1)?.recording).toBe('Nothing recorded since 10:30');
    expect(clock.pending).toBe(0);
  });

  it('does not spin over an event from the far future', async () => {
    const { shown, clock } = fed([source(START + 1e15)]);
    await clock.advance(3_600_000);
    expect(shown).toHaveLength(2);
  });

  it('leaves no timer and no subscription behind', () => {
    const { end, clock, unsubscribe } = fed([source(START)]);
    end();
    expect(clock.pending).toBe(0);
    expect(unsubscribe).toHaveBeenCalledOnce();
  });
});
