/** A Daytrail whose preferences and watchers can be seen and changed. */
import { vi } from 'vitest';
import type { Preferences, PreferencesChange } from '../../preload/contract/config.ts';
import type { PrivacyRule, PrivacyTrial, PrivacyTrialQuery } from '../../preload/contract/privacy.ts';
import type { Status } from '../../preload/contract/schemas.ts';
import type { WatcherHealth } from '../../preload/contract/watchers.ts';
import { aDaytrail, aStatus } from './fakes.ts';

export const PREFERENCES: Preferences = {
  watchers: { window: true, presence: true },
  presence: { awayAfterSeconds: 180 },
  hours: { on: false, days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' },
  privacy: { recordPrivateWindows: false },
  updates: { daily: false },
  returns: { ask: false },
};

export function aHealthOf(watcher: WatcherHealth['watcher'], changes: Partial<WatcherHealth> = {}): WatcherHealth {
  return {
    watcher,
    bucket: `aw-watcher-${watcher === 'window' ? 'window' : 'afk'}_workbench`,
    state: 'recording',
    backend: { name: 'X11', sees: ['The application in front'], limits: [] },
    lastHeartbeat: null,
    problem: null,
    ...changes,
  };
}

interface Given {
  readonly preferences?: Partial<Preferences>;
  readonly watchers?: readonly WatcherHealth[];
  readonly rules?: readonly PrivacyRule[];
  readonly status?: Partial<Status>;
  readonly trial?: (query: PrivacyTrialQuery) => PrivacyTrial;
}

export function aPreferring(given: Given = {}) {
  let now: Preferences = { ...PREFERENCES, ...given.preferences };
  let rules = [...(given.rules ?? [])];
  const trial = given.trial ?? (() => ({ problem: null, found: null, events: 0 }));
  const daytrail = aDaytrail(aStatus(given.status));
  return Object.assign(daytrail, {
    preferences: async () => now,
    setPreferences: vi.fn(async (change: PreferencesChange) => {
      now = { ...now, ...change };
      daytrail.push('config', now);
      return null;
    }),
    watchers: async () => [...(given.watchers ?? [aHealthOf('window'), aHealthOf('presence')])],
    pause: vi.fn(async () => null),
    resume: vi.fn(async () => null),
    privacyRules: async () => rules,
    setPrivacyRules: vi.fn(async (next: PrivacyRule[]) => {
      rules = next;
      return null;
    }),
    tryPrivacyRule: vi.fn(async (query: PrivacyTrialQuery) => trial(query)),
  });
}
