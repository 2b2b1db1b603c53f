/** What the window reaches besides the store, for tests: everything answers at once with the least the contract allows. */
import { preferences } from '../../preload/contract/config.ts';
import { DEFAULTS } from '../lifecycle/config-schema.ts';
import type { Doors } from './doors.ts';

const onChange = () => () => undefined;

export const fakeDoors: Doors = {
  imports: {
    find: async () => [],
    choose: async () => null,
    offer: async () => null,
    dismiss: async () => undefined,
  },
  access: {
    get: () => ({ apiKey: false, extensions: [], requests: [] }),
    allow: async () => undefined,
    refuse: () => undefined,
    remove: async () => undefined,
    makeKey: async () => 'made-key',
    removeKey: async () => undefined,
    onChange,
  },
  watchers: { health: () => [], onHealth: onChange },
  pause: { pause: async () => undefined, resume: async () => undefined },
  returns: {
    get: async () => ({ absence: null, recent: [] }),
    answer: async () => undefined,
    dismiss: () => undefined,
    onChange,
  },
  startup: { get: () => ({ state: 'off' }), set: () => ({ state: 'on' }) },
  preferences: { get: () => preferences.parse(DEFAULTS), set: async () => undefined, onChange },
  backups: {
    list: async () => [],
    state: () => ({ doing: 'nothing', problem: null }),
    make: async () => ({
      name: 'daytrail-2026-11-22T12-00-00Z.db',
      made: 0,
      kind: 'backup',
      bytes: 4096,
      events: 0,
      first: null,
      last: null,
      problem: null,
    }),
    restore: async () => undefined,
    open: async () => ({ folder: '/d/backups', shown: false }),
    onChange,
  },
  updates: {
    state: () => ({ state: 'idle', lookedAt: null }),
    look: async () => ({ state: 'found', version: '2.0.0', published: 1, size: 2 }),
    install: () => undefined,
    onChange,
  },
};
