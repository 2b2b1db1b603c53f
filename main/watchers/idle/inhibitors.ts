/**
 * What is attended to without hands: programs that show a film or hold a call ask the desktop not to become idle, and
 * desktops tell whether anybody does so. Asked over D-Bus when it is wanted, never otherwise; nothing is started for it.
 *
 * Which program asks, and why, is not asked for.
 */
import { type Clock, systemClock } from '../../lifecycle/clock.ts';
import { within } from '../answer-limit.ts';
import type { IdleBackend, SelfDescription } from '../backend.ts';
import { sessionBusAddress } from '../dbus/address.ts';
import type { Bus, Call } from '../dbus/bus.ts';
import { HeldBus } from '../dbus/session.ts';
import type { Environment } from '../wayland/socket.ts';

export interface InhibitorsOptions {
  readonly env: Environment;
  readonly clock?: Clock;
  /** After so long without an answer there is none, in ms. */
  readonly limitMs?: number;
}

export interface Inhibitors {
  /** Whether a program keeps the desktop from becoming idle; false where nobody tells. Takes a bounded time, never fails. */
  engaged(): Promise<boolean>;
  /** Whether anybody told when last asked. */
  readonly told: boolean;
  /** Lets go of the bus. It may be asked again. */
  close(): void;
}

const LIMIT_MS = 2_000;

const SESSION = 'org.gnome.SessionManager';
const POLICY = 'org.kde.Solid.PowerManagement.PolicyAgent';
const POWER = 'org.freedesktop.PowerManagement';
const hasInhibit = { path: '/org/freedesktop/PowerManagement/Inhibit', interface: `${POWER}.Inhibit` } as const;

/**
 * The first that is there decides, the most exact first: GNOME's and KDE's tell the screen from sleep, while HasInhibit
 * may also mean a long copy that only wants no sleep. Flag 8 of GNOME's session manager is "becoming idle", 4 of
 * PowerDevil's policies is "changing screen settings".
 */
const QUESTIONS: readonly Call[] = [
  {
    to: SESSION,
    path: '/org/gnome/SessionManager',
    interface: SESSION,
    method: 'IsInhibited',
    signature: 'u',
    args: [8],
  },
  {
    to: POLICY,
    path: '/org/kde/Solid/PowerManagement/PolicyAgent',
    interface: POLICY,
    method: 'HasInhibition',
    signature: 'u',
    args: [4],
  },
  { to: POWER, ...hasInhibit, method: 'HasInhibit' },
  { to: `${POWER}.Inhibit`, ...hasInhibit, method: 'HasInhibit' },
];

export function createInhibitors({ env, clock = systemClock, limitMs = LIMIT_MS }: InhibitorsOptions): Inhibitors {
  const held = new HeldBus();
  let told = false;

  async function connected(): Promise<Bus> {
    if (held.bus !== null) return held.bus;
    const bus = await held.open(sessionBusAddress(env));
    bus.whenLost(() => held.drop(bus));
    return bus;
  }

  return {
    async engaged() {
      try {
        const answer = await within(clock, limitMs, 'The desktop did not answer.', connected().then(ask));
        told = answer !== null;
        return answer ?? false;
      } catch {
        told = false;
        // What hangs is not waited for again on the same connection.
        held.close();
        return false;
      }
    },
    get told() {
      return told;
    },
    close: () => held.close(),
  };
}

/** Null: nobody tells. */
async function ask(bus: Bus): Promise<boolean | null> {
  for (const question of QUESTIONS) {
    // A call to a name that nobody owns may start a program.
    const owner = await bus.owner(question.to);
    if (owner === null) continue;
    const answer = await bus.call({ ...question, to: owner }).catch(() => []);
    if (typeof answer[0] === 'boolean') return answer[0];
  }
  return null;
}

/** The same backend, which also tells of films and calls where the desktop does. */
export function withInhibitors(backend: IdleBackend, inhibitors: Inhibitors): IdleBackend {
  /** Nothing is asked, and so no connection made, of a backend that was stopped. */
  let runs = false;
  const rest = () => {
    runs = false;
    inhibitors.close();
  };
  return {
    about: () => described(backend.about(), inhibitors.told),
    async start(lost) {
      runs = true;
      try {
        await backend.start((problem) => {
          rest();
          lost(problem);
        });
      } catch (error) {
        rest();
        throw error;
      }
      // For the description alone.
      if (runs) await inhibitors.engaged();
    },
    idleMs: () => backend.idleMs(),
    engaged: async () => runs && (await inhibitors.engaged()),
    async stop() {
      rest();
      await backend.stop();
    },
  };
}

function described({ name, sees, limits }: SelfDescription, told: boolean): SelfDescription {
  if (told) {
    const what =
      'Whether a program has the desktop keep the screen on, as for a full-screen video or a call: that counts as being there.';
    return { name, sees: [...sees, what], limits };
  }
  const what = 'This desktop does not tell of videos and calls: without input, they do not count as being there.';
  return { name, sees, limits: [...limits, { what, fix: null }] };
}
