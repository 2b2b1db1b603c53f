/**
 * The preferences as the window sees and changes them: in the configuration, and in force in the store's thread before a
 * change is answered. Whoever else goes by the configuration hears of it from there.
 */
import type { Preferences, PreferencesChange } from '../../preload/contract/config.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import { policyOf } from './access-door.ts';
import type { ConfigFile } from './config.ts';

export interface PreferencesDoor {
  /** Reads the configuration again first. */
  get(): Preferences;
  /** StoreError `unwritable` or `invalid` where it cannot be kept; nothing changes then. */
  set(change: PreferencesChange): Promise<void>;
  /** Told what they are, however they changed. Returns what ends it. */
  onChange(listener: (preferences: Preferences) => void): () => void;
}

export interface PreferencesDoorOptions {
  readonly config: ConfigFile;
  readonly store: Pick<StoreHandle, 'setPolicy'>;
}

export function createPreferencesDoor({ config, store }: PreferencesDoorOptions): PreferencesDoor {
  return {
    get() {
      config.reload();
      return preferencesIn(config);
    },
    async set(change) {
      config.change(change);
      await store.setPolicy(policyOf(config));
    },
    onChange: (listener) => config.onChange(() => listener(preferencesIn(config))),
  };
}

function preferencesIn({ current: { watchers, presence, hours, privacy, updates, returns } }: ConfigFile): Preferences {
  return {
    watchers: { ...watchers },
    presence: { ...presence },
    hours: { ...hours, days: [...hours.days] },
    privacy: { ...privacy },
    updates: { ...updates },
    returns: { ...returns },
  };
}
