/** The bridge itself before a store, doors and a status that are made up, for tests of it and of its transports. */
import { silentLog } from '../lifecycle/log.ts';
import { type Bridge, type BridgeOptions, createBridge } from './bridge.ts';
import { fakeDoors } from './fake-doors.ts';
import { fakeStatus, fakeStore } from './fake-store.ts';

/** What a test looks at, it brings. */
export function fakeBridge(parts: Partial<BridgeOptions> = {}): Bridge {
  return createBridge({
    store: fakeStore(),
    doors: fakeDoors,
    status: fakeStatus(),
    log: silentLog,
    quit: () => undefined,
    ...parts,
  });
}
