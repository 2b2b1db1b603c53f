/**
 * What happens to the session, as Electron hears it (electronjs.org/docs/latest/api/power-monitor): sleep everywhere, the
 * locked screen on macOS and Windows, another person's session on macOS.
 */
import type { PowerMonitor } from 'electron';
import type { SystemEvent, SystemEventListener, SystemEvents } from '../watchers/system-events.ts';

const HEARD = [
  ['suspend', 'suspend'],
  ['resume', 'resume'],
  ['lock-screen', 'lock'],
  ['unlock-screen', 'unlock'],
  ['user-did-resign-active', 'switch-away'],
  ['user-did-become-active', 'switch-back'],
] as const satisfies readonly (readonly [string, SystemEvent])[];

/** powerMonitor's own types list each event apart. */
interface Emitter {
  on(event: string, heard: () => void): unknown;
  off(event: string, heard: () => void): unknown;
}

export function powerEvents(powerMonitor: Pick<PowerMonitor, 'on' | 'off'>): SystemEvents {
  const emitter = powerMonitor as unknown as Emitter;
  let heard: (readonly [string, () => void])[] = [];
  return {
    start: async (listener: SystemEventListener) => {
      heard = HEARD.map(([name, event]) => [name, () => listener.happened(event)]);
      for (const [name, tell] of heard) emitter.on(name, tell);
    },
    stop: async () => {
      for (const [name, tell] of heard) emitter.off(name, tell);
      heard = [];
    },
  };
}
