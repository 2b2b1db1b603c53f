/** What both shells have in common, put together: the store, the status, the bridge, and their part in a shutdown. */
import { hostname as machineName } from 'node:os';
import type { Status } from '../../preload/contract/schemas.ts';
import { type Bridge, createBridge } from '../bridge/bridge.ts';
import { findRecords } from '../interchange/discover.ts';
import { createImportDoor } from '../interchange/import-door.ts';
import { createStoreHandle, type StoreHandle } from '../store/store-handle.ts';
import type { SystemEvents } from '../watchers/system-events.ts';
import type { Watchers } from '../watchers/watchers.ts';
import { type AccessDoor, createAccessDoor, policyOf } from './access-door.ts';
import type { BackupDoor } from './backup-door.ts';
import { startBackups } from './backups.ts';
import { closeStore, type OnCommitFailed, STORE } from './close-store.ts';
import { ConfigFile } from './config.ts';
import { apiPort, type Flags } from './flags.ts';
import type { Log } from './log.ts';
import { makeFolders, type Paths } from './paths.ts';
import { createPauseDoor, type PauseDoor } from './pause-door.ts';
import { createPreferencesDoor } from './preferences-door.ts';
import { createReturnsDoor, type ReturnsDoor } from './returns-door.ts';
import type { ShutdownCoordinator } from './shutdown.ts';
import { fixedStartup, HEADLESS, type StartAtLogin } from './startup.ts';
import { createStatusFeed, type StatusFeed } from './status.ts';
import { createUpdateDoor, type UpdateDoor, type UpdaterSource } from './update-door.ts';
import { installsAfter, off } from './update-policy.ts';
import { startWatchers } from './watchers.ts';

export { STORE };

export interface ServicesOptions {
  readonly flags: Flags;
  readonly paths: Paths;
  readonly shell: Status['shell'];
  readonly version: string;
  readonly log: Log;
  readonly shutdown: ShutdownCoordinator;
  /** The window asks to quit. */
  readonly quit: () => void;
  /** Asks the person when the last commit fails; absent: nobody is asked. */
  readonly onCommitFailed?: OnCommitFailed;
  /** How this shell is started at login; absent: not by itself. */
  readonly startup?: StartAtLogin;
  /** What this shell itself hears of locks, sleep and the like; absent: nothing. */
  readonly systemEvents?: readonly SystemEvents[];
  /** Asks the person for a file to import; absent: this shell has no dialogs. */
  readonly chooseImport?: () => Promise<string | null>;
  /** What finds and installs newer ones; absent: this shell has none. */
  readonly updateSource?: UpdaterSource;
  /** Shows a folder in the system's file manager; absent: this shell cannot. */
  readonly showFolder?: (folder: string) => Promise<void>;
}

export interface Services {
  readonly updates: UpdateDoor;
  readonly watchers: Watchers;
  readonly pause: PauseDoor;
  readonly returns: ReturnsDoor;
  readonly access: AccessDoor;
  readonly backups: BackupDoor;
  readonly config: ConfigFile;
  readonly store: StoreHandle;
  readonly status: StatusFeed;
  readonly bridge: Bridge;
  /** Resolves when the file is open; the API begins to listen after that. Rejects with the StoreError that keeps it shut. */
  readonly ready: Promise<void>;
}

/** Makes the folders (StoreError `unwritable`) and begins to open the store; the bridge and the status work from the first moment. */
export function startServices(options: ServicesOptions): Services {
  const {
    flags,
    paths,
    shell,
    version,
    log,
    shutdown,
    quit,
    onCommitFailed,
    chooseImport,
    showFolder,
    startup = fixedStartup(HEADLESS),
    systemEvents = [],
    updateSource = { off: off('headless') },
  } = options;
  makeFolders(paths);
  const hostname = machineName();
  const config = new ConfigFile({ file: paths.configFile, log });
  const store = createStoreHandle({
    file: paths.databaseFile,
    backupsDir: paths.backupsDir,
    dataDir: flags.inMemory ? null : paths.dataDir,
    hostname,
    version,
    testing: flags.testing,
    port: apiPort(flags),
    policy: policyOf(config),
    log,
  });
  const access = createAccessDoor({ config, store });
  const ready = store.start();
  // Whoever awaits it hears of the failure; that nobody did yet must not count as a fatal error.
  ready.catch((error: Error) => log.error(`the store did not open: ${error.message}`));
  const watchers = startWatchers({ flags, config, store, hostname, systemEvents, shutdown, log });
  const pause = createPauseDoor({ config, store, watchers, log });
  const backups = startBackups({ paths, store, ready, shutdown, log, showFolder });
  const status = createStatusFeed({
    store,
    config,
    pause,
    backups,
    fixed: { version, testing: flags.testing, hostname, shell, dataDir: paths.dataDir },
  });
  const imports = createImportDoor({ store, find: () => findRecords(), choose: chooseImport });
  const preferences = createPreferencesDoor({ config, store });
  const updates = createUpdateDoor({ source: updateSource, config, log });
  const returns = createReturnsDoor({ config, store, hostname, log });
  const doors = { imports, access, watchers, pause, returns, startup, preferences, backups, updates };
  const bridge = createBridge({ store, doors, status, quit, log });

  shutdown.join(STORE, 'close-store', (told) => closeStore(told, { store, log, onCommitFailed }));
  shutdown.join('update', 'last', async (told) => {
    if (installsAfter(told.cause(), 0)) await updates.stage();
  });
  shutdown.join('bridge and status', 'last', () => {
    for (const each of [bridge, status, access, pause, returns, updates]) each.dispose();
  });

  return { ...doors, config, store, status, bridge, ready };
}
