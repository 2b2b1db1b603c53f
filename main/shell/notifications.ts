/** Notifications of the desktop. A click opens the window where it says more. */
import type { Notification, NotificationConstructorOptions } from 'electron';
import type { Log } from '../lifecycle/log.ts';
import type { ViewPath } from './attention.ts';
import type { Notice } from './notices.ts';

/** electron-builder.yml's appId: Windows shows notifications of programs alone that have a shortcut of this id. */
export const APP_ID = 'org.daytrail.Daytrail';

export interface NotificationParts {
  readonly Notification: {
    new (options: NotificationConstructorOptions): Pick<Notification, 'on' | 'show'>;
    isSupported(): boolean;
  };
  readonly icon: string;
  readonly open: (place: ViewPath) => void;
  readonly log: Log;
}

export function createNotifier({ Notification, icon, open, log }: NotificationParts): (notice: Notice) => void {
  // Those that nobody holds are collected, and their clicks with them.
  const shown = new Map<string, unknown>();
  return ({ id, title, body, place }) => {
    log.info(`notified: ${id}`);
    if (!Notification.isSupported()) return;
    const notification = new Notification({ title, body, icon });
    shown.set(id, notification);
    notification.on('click', () => open(place));
    notification.on('close', () => {
      if (shown.get(id) === notification) shown.delete(id);
    });
    notification.on('failed', (_event, error) => log.warn(`notification ${id} could not be shown: ${error}`));
    notification.show();
  };
}
