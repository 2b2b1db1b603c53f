/**
 * What the window reaches besides the store: each part of Daytrail that has a door for it, and of each no more than the
 * contract asks for.
 */
import type { ImportDoor } from '../interchange/import-door.ts';
import type { AccessDoor } from '../lifecycle/access-door.ts';
import type { BackupDoor } from '../lifecycle/backup-door.ts';
import type { PauseDoor } from '../lifecycle/pause-door.ts';
import type { PreferencesDoor } from '../lifecycle/preferences-door.ts';
import type { ReturnsDoor } from '../lifecycle/returns-door.ts';
import type { StartAtLogin } from '../lifecycle/startup.ts';
import type { UpdateDoor } from '../lifecycle/update-door.ts';
import type { Watchers } from '../watchers/watchers.ts';

export interface Doors {
  readonly imports: ImportDoor;
  readonly access: Pick<AccessDoor, 'get' | 'allow' | 'refuse' | 'remove' | 'makeKey' | 'removeKey' | 'onChange'>;
  readonly watchers: Pick<Watchers, 'health' | 'onHealth'>;
  readonly pause: Pick<PauseDoor, 'pause' | 'resume'>;
  readonly returns: Pick<ReturnsDoor, 'get' | 'answer' | 'dismiss' | 'onChange'>;
  readonly startup: Pick<StartAtLogin, 'get' | 'set'>;
  readonly preferences: Pick<PreferencesDoor, 'get' | 'set' | 'onChange'>;
  readonly backups: Pick<BackupDoor, 'list' | 'state' | 'make' | 'restore' | 'open' | 'onChange'>;
  readonly updates: Pick<UpdateDoor, 'state' | 'look' | 'install' | 'onChange'>;
}
