/**
 * A connection to an X server: requests as promises, one place that hears of its end. Failures are BackendErrors.
 */
import x11, { type Display, type Property, type XClient, type XEvent } from 'x11';
import { systemClock } from '../../lifecycle/clock.ts';
import { ANSWER_LIMIT_MS, within } from '../answer-limit.ts';
import { BackendError } from '../backend.ts';

export interface XConnection {
  readonly client: XClient;
  readonly root: number;
  atom(name: string): Promise<number>;
  /** One for each atom, null where the window has no such property. Null instead of all: the window is gone. */
  properties(window: number, atoms: readonly number[]): Promise<readonly (Property | null)[] | null>;
  /** Asks to be told of the window's properties and of its end, or no more; for a window that is gone nothing happens. */
  follow(window: number, on: boolean): void;
  onEvent(listener: (event: XEvent) => void): void;
  /** Lets go of it. Nothing is told any more, and what was asked is not answered. */
  close(): void;
}

/** 64 kB, in the protocol's units of four bytes: longer than any title that is still one. */
const LONGEST = 16_384;
const ANY_TYPE = 0;

/**
 * `lost` is told once, when the server goes away. Rejects with a BackendError `broken` where none answers at `display`,
 * which has the form of $DISPLAY.
 */
export async function connectX(display: string, lost: (problem: string) => void): Promise<XConnection> {
  const events: ((event: XEvent) => void)[] = [];
  let over = false;
  let client: XClient | null = null;
  const close = () => {
    if (over) return;
    over = true;
    client?.removeAllListeners();
    // What is still on its way ends with the socket.
    client?.on('error', () => undefined);
    client?.stream?.destroy();
  };
  const ended = () => {
    if (over) return;
    close();
    lost('The X server has ended, or closed the connection.');
  };

  const connected = new Promise<Display>((resolve, reject) => {
    try {
      const options = { display, disableBigRequests: true, shm: false } as const;
      client = x11.createClient(options, (error, found) => (error ? reject(error) : resolve(found)));
      // That it is not let in is told in this way alone.
      client.on('error', reject);
    } catch (error) {
      reject(error);
    }
  });
  let found: Display;
  try {
    found = await within(systemClock, ANSWER_LIMIT_MS, 'The X server does not answer.', connected);
  } catch (error) {
    (client as XClient | null)?.on('error', () => undefined);
    close();
    if (error instanceof BackendError) throw error;
    throw new BackendError('broken', `The X server cannot be reached: ${(error as Error).message}`);
  }

  const { client: x, screen } = found;
  // The package remembers atoms for all connections together, but each server numbers them anew.
  x.atoms = { ...x.atoms };
  x.on('event', (event: XEvent) => {
    for (const listener of events) listener(event);
  });
  // A window may be gone before a request about it arrives: that fails, and means nothing.
  x.on('error', () => {
    if (x.stream.destroyed) ended();
  });
  x.stream.on('close', ended);
  x.on('end', ended);

  return {
    client: x,
    root: screen[0]?.root ?? 0,
    atom: (name) =>
      new Promise((resolve, reject) => {
        x.InternAtom(false, name, (error, atom) => (error ? reject(error) : resolve(atom)));
      }),
    properties: async (window, atoms) => {
      const found = await Promise.all(atoms.map((atom) => propertyOf(x, window, atom)));
      const there = found.filter((property) => property !== 'gone');
      return there.length < found.length ? null : there;
    },
    follow: (window, on) => {
      const { PropertyChange, StructureNotify } = x11.eventMask;
      x.ChangeWindowAttributes(window, { eventMask: on ? PropertyChange | StructureNotify : 0 });
    },
    onEvent: (listener) => events.push(listener),
    close,
  };
}

function propertyOf(x: XClient, window: number, atom: number): Promise<Property | null | 'gone'> {
  return new Promise((resolve) => {
    x.GetProperty(0, window, atom, ANY_TYPE, 0, LONGEST, (error, property) => {
      resolve(error ? 'gone' : property.type === 0 ? null : property);
      return true;
    });
  });
}
