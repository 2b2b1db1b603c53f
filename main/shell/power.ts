/**
 * What the system says about power. Before sleep and behind a locked screen the record is saved, since nobody knows what
 * comes next. `shutdown` (Linux and macOS) is held up while Daytrail ends: listening is what takes logind's delay lock
 * (electronjs.org/docs/latest/api/power-monitor).
 */
import type { PowerMonitor } from 'electron';
import type { Log } from '../lifecycle/log.ts';
import { messageOf } from '../lifecycle/message-of.ts';

export interface PowerParts {
  readonly powerMonitor: Pick<PowerMonitor, 'on'>;
  readonly save: () => Promise<void>;
  readonly shutDown: () => void;
  readonly log: Log;
}

export function watchPower({ powerMonitor, save, shutDown, log }: PowerParts): void {
  const saveBecause = (why: string) => () => {
    log.info(`power: ${why}, saving`);
    save().catch((error: unknown) => {
      log.warn(`power: saving failed: ${messageOf(error)}`);
    });
  };
  powerMonitor.on('suspend', saveBecause('suspend'));
  powerMonitor.on('lock-screen', saveBecause('screen locked'));
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    shutDown();
  });
}
