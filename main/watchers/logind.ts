/**
 * What happens to the session, from systemd-logind on the system bus: for Linux, where Electron's powerMonitor hears of
 * sleep alone, and where the headless shell has none. https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
 *
 * It hears of sleep and shutdown when they begin, and delays neither: the lock that would is a file descriptor, which
 * node:net cannot receive. So the last seconds before sleep may be told only afterwards, and at a shutdown the signal to
 * end, which systemd sends first, has to be enough.
 */
import { BackendError } from './backend.ts';
import { systemBusAddress } from './dbus/address.ts';
import type { Bus } from './dbus/bus.ts';
import { asBackendError, HeldBus, isMissing } from './dbus/session.ts';
import type { Value, Variant } from './dbus/values.ts';
import type { SystemEvent, SystemEventListener, SystemEvents } from './system-events.ts';
import type { Environment } from './wayland/socket.ts';

export interface LogindOptions {
  readonly env: Environment;
  /** Whose session it is. */
  readonly uid?: number;
}

const LOGIN = 'org.freedesktop.login1';
const MANAGER = { to: LOGIN, path: '/org/freedesktop/login1', interface: 'org.freedesktop.login1.Manager' } as const;
const SESSION = 'org.freedesktop.login1.Session';
const USER = 'org.freedesktop.login1.User';
const PROPERTIES = 'org.freedesktop.DBus.Properties';

export const fits = (_env: Environment, platform: NodeJS.Platform): boolean => platform === 'linux';

export function createLogind({ env, uid = process.getuid?.() ?? 0 }: LogindOptions): SystemEvents {
  const held = new HeldBus();
  return {
    async start(listener) {
      const bus = await held.open(systemBusAddress(env));
      try {
        await new Logind(bus, uid, env.XDG_SESSION_ID ?? '', listener).start();
      } catch (error) {
        held.drop(bus);
        throw isMissing(error)
          ? new BackendError('unfit', 'There is no logind on this machine.')
          : asBackendError(error);
      }
      bus.whenLost((problem) => {
        if (held.drop(bus)) listener.lost(`${problem}.`);
      });
    },
    async stop() {
      held.close();
    },
  };
}

/** What of the session is either so or not, and what is told of either. */
const states = {
  locked: ['lock', 'unlock'],
  asleep: ['suspend', 'resume'],
  away: ['switch-away', 'switch-back'],
} as const satisfies Record<string, readonly [SystemEvent, SystemEvent]>;
type State = keyof typeof states;

class Logind {
  readonly #bus: Bus;
  readonly #uid: number;
  readonly #sessionId: string;
  readonly #listener: SystemEventListener;
  readonly #is: Record<State, boolean> = { locked: false, asleep: false, away: false };
  /** The object of the session whose desktop is watched; null: the person has none. */
  #session: string | null = null;

  constructor(bus: Bus, uid: number, sessionId: string, listener: SystemEventListener) {
    this.#bus = bus;
    this.#uid = uid;
    this.#sessionId = sessionId;
    this.#listener = listener;
  }

  async start(): Promise<void> {
    await this.#onManager('PrepareForSleep', ([begins]) => this.#set('asleep', begins === true));
    await this.#onManager('PrepareForShutdown', ([begins]) => {
      if (begins === true) this.#listener.happened('shutdown');
    });
    // A person who logs out and in again has another session.
    await this.#onManager('SessionNew', () => this.#refresh());
    await this.#onManager('SessionRemoved', () => this.#refresh());
    await this.#onSession(SESSION, 'Lock', () => this.#set('locked', true));
    await this.#onSession(SESSION, 'Unlock', () => this.#set('locked', false));
    await this.#onSession(PROPERTIES, 'PropertiesChanged', ([of, changed]) => {
      if (of === SESSION) this.#take(new Map(changed as [string, Variant][]));
    });
    await this.#findSession();
  }

  #onManager(signal: string, tell: (body: readonly Value[]) => void): Promise<void> {
    const { path, interface: name } = MANAGER;
    return this.#bus.listen({ from: LOGIN, path, interface: name, signal }, ({ body = [] }) => tell(body));
  }

  /** Whichever session is watched when it comes. */
  #onSession(name: string, signal: string, tell: (body: readonly Value[]) => void): Promise<void> {
    return this.#bus.listen({ from: LOGIN, interface: name, signal }, ({ path, body = [] }) => {
      if (path === this.#session) tell(body);
    });
  }

  /** In the background; logind that goes away meanwhile comes back with signals of its own. */
  #refresh(): void {
    this.#findSession().catch(() => undefined);
  }

  async #findSession(): Promise<void> {
    this.#session = (await this.#displayed()) ?? (await this.#named()) ?? (await this.#ours());
    if (this.#session === null) return;
    const [properties] = await this.#bus.call({
      to: LOGIN,
      path: this.#session,
      interface: PROPERTIES,
      method: 'GetAll',
      signature: 's',
      args: [SESSION],
    });
    this.#take(new Map(properties as unknown as [string, Variant][]));
  }

  /** The session with the person's desktop, also where we run outside of it, as services do. */
  async #displayed(): Promise<string | null> {
    const user = await this.#ask('GetUser', 'u', this.#uid);
    if (user === null) return null;
    const [display] = await this.#bus.call({
      to: LOGIN,
      path: user,
      interface: PROPERTIES,
      method: 'Get',
      signature: 'ss',
      args: [USER, 'Display'],
    });
    const [id, path] = (display as Variant).value as [string, string];
    return id === '' ? null : path;
  }

  async #named(): Promise<string | null> {
    return this.#sessionId === '' ? null : this.#ask('GetSession', 's', this.#sessionId);
  }

  #ours(): Promise<string | null> {
    return this.#ask('GetSessionByPID', 'u', process.pid);
  }

  /** Null where logind knows none; rejects where there is no logind. */
  async #ask(method: string, signature: string, arg: Value): Promise<string | null> {
    try {
      const [path] = await this.#bus.call({ ...MANAGER, method, signature, args: [arg] });
      return String(path);
    } catch (error) {
      if (error instanceof Error && 'kind' in error && String(error.kind).startsWith(`${LOGIN}.`)) return null;
      throw error;
    }
  }

  #take(properties: ReadonlyMap<string, Variant>): void {
    const locked = properties.get('LockedHint')?.value;
    const active = properties.get('Active')?.value;
    if (typeof active === 'boolean') this.#set('away', !active);
    if (typeof locked === 'boolean') this.#set('locked', locked);
  }

  #set(state: State, is: boolean): void {
    if (this.#is[state] === is) return;
    this.#is[state] = is;
    this.#listener.happened(states[state][is ? 0 : 1]);
  }
}
