/**
 * How long nobody has touched anything, on GNOME: Mutter's idle monitor on the session bus. It answers when asked, under
 * Wayland and X11 alike.
 */
import { BackendError, type IdleBackend } from '../backend.ts';
import { sessionBusAddress } from '../dbus/address.ts';
import { asBackendError, HeldBus, isMissing } from '../dbus/session.ts';
import { desktops, type Environment } from '../wayland/socket.ts';

export interface GnomeIdleOptions {
  readonly env: Environment;
}

const MUTTER = 'org.gnome.Mutter.IdleMonitor';
const getIdletime = {
  to: MUTTER,
  path: '/org/gnome/Mutter/IdleMonitor/Core',
  interface: MUTTER,
  method: 'GetIdletime',
} as const;

export function fits(env: Environment, platform: NodeJS.Platform): boolean {
  return platform !== 'win32' && platform !== 'darwin' && desktops(env).includes('gnome');
}

export function createGnomeIdle({ env }: GnomeIdleOptions): IdleBackend {
  const held = new HeldBus();

  async function start(tellLost: (problem: string) => void): Promise<void> {
    const bus = await held.open(sessionBusAddress(env));
    const lost = (problem: string) => {
      if (held.drop(bus)) tellLost(problem);
    };
    try {
      await bus.followOwner(MUTTER, (owner) => {
        if (owner === null) lost('GNOME’s idle monitor went away.');
      });
      await bus.call(getIdletime);
    } catch (error) {
      held.drop(bus);
      throw isMissing(error)
        ? new BackendError('unfit', 'There is no GNOME idle monitor here.')
        : asBackendError(error);
    }
    bus.whenLost((problem) => lost(`${problem}.`));
  }

  return {
    about: () => ({ name: 'GNOME', sees: ['When the last input was, on any device.'], limits: [] }),
    start,
    async idleMs() {
      if (held.bus === null) return 0;
      const [ms] = await held.bus.call(getIdletime);
      return Number(ms);
    },
    async stop() {
      held.close();
    },
  };
}
