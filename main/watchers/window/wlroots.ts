/**
 * The window in front on Wayland compositors that tell of all windows (see ../wayland/toplevels.ts for which do).
 * Driven by the compositor's events: it costs nothing while nothing changes.
 */
import { type Clock, systemClock } from '../../lifecycle/clock.ts';
import { ANSWER_LIMIT_MS, within } from '../answer-limit.ts';
import {
  type ActiveWindow,
  BackendError,
  type SelfDescription,
  type WindowBackend,
  type WindowListener,
} from '../backend.ts';
import { broken } from '../broken.ts';
import { WaylandConnection } from '../wayland/connection.ts';
import { FrontWindow } from '../wayland/front-window.ts';
import { desktops, type Environment, isWayland, waylandSocket } from '../wayland/socket.ts';
import { toplevelProtocols } from '../wayland/toplevels.ts';
import { sameWindow } from './same-window.ts';

export interface WlrootsOptions {
  readonly env: Environment;
  readonly clock?: Clock;
}

/** Any Wayland session: whether its compositor tells, only asking it can say. KDE's and GNOME's do not. */
export const fits = isWayland;

export function createWlrootsWindows({ env, clock = systemClock }: WlrootsOptions): WindowBackend {
  const windows = { connection: null as WaylandConnection | null, current: null as ActiveWindow | null };

  async function start(listener: WindowListener): Promise<void> {
    const path = waylandSocket(env);
    if (path === null) throw new BackendError('unfit', 'This session names no Wayland compositor.');
    windows.connection?.close();
    const connection = new WaylandConnection(path);
    windows.connection = connection;
    const front = new FrontWindow();
    let seeing = false;

    const is = () => windows.connection === connection;
    const tell = () => {
      const next = front.front();
      if (!is() || sameWindow(next, windows.current)) return;
      windows.current = next;
      listener.changed(next);
    };
    // While the focus moves there may be none for a moment: believed once the compositor has nothing more to say.
    const update = () => {
      if (!seeing) return;
      if (front.front() !== null || windows.current === null) tell();
      else connection.roundtrip().then(tell, () => undefined);
    };
    const lost = (problem: string) => {
      if (!is()) return;
      windows.connection = null;
      windows.current = null;
      connection.close();
      if (seeing) listener.lost(problem);
    };

    try {
      await within(clock, ANSWER_LIMIT_MS, 'The compositor did not answer.', look());
    } catch (error) {
      connection.close();
      if (is()) windows.connection = null;
      throw broken(error);
    }
    seeing = true;
    windows.current = front.front();
    listener.changed(windows.current);
    connection.whenLost(lost);

    async function look(): Promise<void> {
      await connection.ready();
      const protocol = toplevelProtocols.find((candidate) => candidate.fits(connection));
      if (protocol === undefined) {
        throw new BackendError('unfit', 'This compositor does not tell programs which window is in front.', FIX);
      }
      protocol.listen(connection, front, update, () => lost('The compositor tells of no more windows.'));
      await connection.roundtrip();
      // What is asked for each window that was told of is answered a turn later.
      await connection.roundtrip();
    }
  }

  return {
    about: () => about(env, windows.connection !== null),
    start,
    current: () => windows.current,
    async stop() {
      windows.connection?.close();
      windows.connection = null;
      windows.current = null;
    },
  };
}

const FIX = 'Use a session whose compositor does (sway, Hyprland, labwc, Wayfire, niri, COSMIC), or an X11 session.';

/** So it is until a compositor was found that tells more. */
const ONLY_LISTED = {
  what: 'Compositors that offer only ext_foreign_toplevel_list_v1 do not say which window is in front.',
  fix: FIX,
};

function about(env: Environment, seeing: boolean): SelfDescription {
  const [desktop] = desktops(env);
  return {
    name: desktop === undefined ? 'Wayland' : `Wayland (${desktop})`,
    sees: ['The application and the title of the window in front, as soon as they change.'],
    limits: [
      {
        what: 'Applications are recorded by the identifier they give the compositor, such as org.mozilla.firefox.',
        fix: null,
      },
      ...(seeing ? [] : [ONLY_LISTED]),
    ],
  };
}
