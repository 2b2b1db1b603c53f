/** Pausing and resuming from the tray, where a failure has no other place to be seen than a notification. */
import { messageOf } from '../lifecycle/message-of.ts';
import type { PauseDoor } from '../lifecycle/pause-door.ts';
import type { Notice } from './notices.ts';
import type { TrayActions } from './tray-menu.ts';

export function pausing(
  door: Pick<PauseDoor, 'pause' | 'resume'>,
  notify: (notice: Notice) => void,
): Pick<TrayActions, 'pause' | 'resume'> {
  const failed = (title: string) => (error: unknown) => {
    const body = messageOf(error);
    notify({ id: 'pause', title, body, place: '/preferences/recording' });
  };
  return {
    pause: (length) => void door.pause(length).catch(failed('Recording was not paused')),
    resume: () => void door.resume().catch(failed('Recording was not resumed')),
  };
}
