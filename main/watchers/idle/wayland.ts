/**
 * How long nobody has touched anything, on Wayland: ext-idle-notify-v1 (sway, KDE, Hyprland, COSMIC and others), or
 * org_kde_kwin_idle, which is what came before it. GNOME has neither.
 *
 * Compositors do not answer questions; they tell when there was no input for a time, and again at the next input. So the
 * last input is known to the moment once that time has passed, and until then it counts as now.
 */
import { type Clock, systemClock } from '../../lifecycle/clock.ts';
import { ANSWER_LIMIT_MS, within } from '../answer-limit.ts';
import { BackendError, type IdleBackend, type SelfDescription } from '../backend.ts';
import { broken } from '../broken.ts';
import { type EventHandler, type Global, WaylandConnection } from '../wayland/connection.ts';
import { desktops, type Environment, isWayland, waylandSocket } from '../wayland/socket.ts';

export interface WaylandIdleOptions {
  readonly env: Environment;
  readonly clock?: Clock;
  /** After how much time without input the compositor tells; KWin takes no less than half a second. */
  readonly quietMs?: number;
}

/** Any Wayland session: whether its compositor tells, only asking it can say. */
export const fits = isWayland;

const QUIET_MS = 1_000;
const extIdle = 'ext_idle_notifier_v1';
const kdeIdle = 'org_kde_kwin_idle';

export function createWaylandIdle({ env, clock = systemClock, quietMs = QUIET_MS }: WaylandIdleOptions): IdleBackend {
  let held: WaylandConnection | null = null;
  /** Of each seat (a person's set of input devices; almost always one): since when it is quiet, null while it is not. */
  const seats = new Map<number, number | null>();
  let inputAlone = false;

  async function start(tellLost: (problem: string) => void): Promise<void> {
    const path = waylandSocket(env);
    if (path === null) throw new BackendError('unfit', 'This session names no Wayland compositor.');
    held?.close();
    const connection = new WaylandConnection(path);
    held = connection;
    seats.clear();
    try {
      await within(clock, ANSWER_LIMIT_MS, 'The compositor did not answer.', listen(connection));
    } catch (error) {
      connection.close();
      if (held === connection) held = null;
      throw broken(error);
    }
    connection.whenLost((problem) => {
      if (held !== connection) return;
      held = null;
      seats.clear();
      tellLost(problem);
    });
  }

  async function listen(connection: WaylandConnection): Promise<void> {
    await connection.ready();
    const notify = notifier(connection, quietMs);
    if (notify === null) {
      throw new BackendError('unfit', 'This compositor does not tell programs how long there was no input.');
    }
    inputAlone = notify.inputAlone;
    const add = (global: Global) => {
      seats.set(global.name, null);
      const seat = connection.bind(global, 1);
      notify.ask(seat, (opcode) => {
        if (held === connection && seats.has(global.name))
          seats.set(global.name, opcode === 0 ? clock.now() - quietMs : null);
      });
    };
    for (const global of connection.globals('wl_seat')) add(global);
    connection.whenGlobal((global, there) => {
      if (global.interface !== 'wl_seat') return;
      if (there) add(global);
      else seats.delete(global.name);
    });
    await connection.roundtrip();
  }

  return {
    about: () => about(env, inputAlone),
    start,
    async idleMs() {
      const quietSince = [...seats.values()].map((since) => since ?? clock.now());
      return quietSince.length === 0 ? 0 : Math.max(0, Math.round(clock.now() - Math.max(...quietSince)));
    },
    async stop() {
      held?.close();
      held = null;
      seats.clear();
    },
  };
}

interface Notifier {
  /** A program that keeps the screen on does not count as input. */
  readonly inputAlone: boolean;
  /** The handler hears opcode 0 when the seat has become quiet, and 1 at its next input: so in both protocols. */
  ask(seat: number, handler: EventHandler): void;
}

function notifier(connection: WaylandConnection, quietMs: number): Notifier | null {
  const [ext] = connection.globals(extIdle);
  const [kde] = connection.globals(kdeIdle);
  if (ext !== undefined) {
    const id = connection.bind(ext, 2);
    // get_input_idle_notification came with version 2; before it there is get_idle_notification alone.
    const inputAlone = ext.version >= 2;
    const request = inputAlone ? 2 : 1;
    return {
      inputAlone,
      ask: (seat, handler) => connection.create(id, request, handler, [{ uint: quietMs }, { uint: seat }]),
    };
  }
  if (kde !== undefined) {
    const id = connection.bind(kde, 1);
    return {
      inputAlone: false,
      ask: (seat, handler) => connection.create(id, 0, handler, [{ uint: seat }, { uint: quietMs }]),
    };
  }
  return null;
}

function about(env: Environment, inputAlone: boolean): SelfDescription {
  const [desktop] = desktops(env);
  return {
    name: desktop === undefined ? 'Wayland' : `Wayland (${desktop})`,
    sees: ['When the last input was, on any device.'],
    limits: inputAlone
      ? []
      : [
          {
            what: 'A program that keeps the screen on, such as a video, counts as input.',
            fix: 'Compositors with version 2 of ext_idle_notifier_v1 tell the two apart.',
          },
        ],
  };
}
