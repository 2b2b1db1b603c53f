/**
 * The window in front on X11, by events: the root's _NET_ACTIVE_WINDOW, which window managers keep (EWMH), and the active
 * window's own properties. Nothing is polled.
 */
import type { Property, XEvent } from 'x11';
import { systemClock } from '../../lifecycle/clock.ts';
import { ANSWER_LIMIT_MS, within } from '../answer-limit.ts';
import {
  type ActiveWindow,
  BackendError,
  type SelfDescription,
  type WindowBackend,
  type WindowListener,
} from '../backend.ts';
import { connectX, type XConnection } from '../x11/connection.ts';
import { decodeText, type TextType } from '../x11/text.ts';
import { isPrivateTitle } from './incognito.ts';
import { sameWindow } from './same-window.ts';

/** Best first: what the program says in UTF-8, what the window manager shows, what old programs say. */
const TITLES = ['_NET_WM_NAME', '_NET_WM_VISIBLE_NAME', 'WM_NAME'] as const;
const TYPES = ['UTF8_STRING', 'STRING', 'COMPOUND_TEXT'] as const;
const OTHERS = ['_NET_ACTIVE_WINDOW', '_NET_SUPPORTED', 'WM_CLASS'] as const;

type Atoms = Readonly<Record<(typeof TITLES | typeof TYPES | typeof OTHERS)[number], number>>;

/** `display` has the form of $DISPLAY. */
export function createX11Windows({ display }: { readonly display: string }): WindowBackend {
  let session: Session | null = null;
  return {
    about: () => ({
      name: 'X11',
      sees: ['The program and the title of the window in front, the moment they change.'],
      limits: [...(session?.limits() ?? []), PRIVATE_WINDOWS],
    }),
    start: async (listener) => {
      session?.close();
      session = await Session.open(display, listener);
    },
    current: () => session?.current ?? null,
    stop: async () => {
      session?.close();
      session = null;
    },
  };
}

type Limit = SelfDescription['limits'][number];

const PRIVATE_WINDOWS: Limit = {
  what: 'Private windows of browsers are known by their English titles only, and those of Chrome hardly at all.',
  fix: null,
};
const NO_WINDOW_MANAGER: Limit = {
  what: 'The window manager does not say which window is in front.',
  fix: 'Use a window manager that follows the Extended Window Manager Hints, as nearly all do.',
};

class Session {
  current: ActiveWindow | null = null;
  readonly #x: XConnection;
  readonly #atoms: Atoms;
  readonly #listener: WindowListener;
  /** Whose properties are followed; 0: none is in front. */
  #window = 0;
  #managed = false;
  #reading: Promise<void> | null = null;
  #readAgain = false;
  /** Another window may be in front. Where only a title changed, the root need not be asked which one is. */
  #maybeAnother = true;
  #told = false;
  #over = false;

  static async open(display: string, listener: WindowListener): Promise<Session> {
    let session: Session | null = null;
    const x = await connectX(display, (problem) => {
      if (session !== null && !session.#over) listener.lost(problem);
    });
    try {
      const opened = new Session(x, await answered(atomsOf(x)), listener);
      session = opened;
      x.onEvent((event) => opened.heard(event));
      x.follow(x.root, true);
      await answered(opened.#read());
      return opened;
    } catch (error) {
      session?.close();
      x.close();
      if (error instanceof BackendError) throw error;
      throw new BackendError('broken', `The X server could not be asked: ${(error as Error).message}`);
    }
  }

  private constructor(x: XConnection, atoms: Atoms, listener: WindowListener) {
    this.#x = x;
    this.#atoms = atoms;
    this.#listener = listener;
  }

  limits(): readonly Limit[] {
    return this.#managed ? [] : [NO_WINDOW_MANAGER];
  }

  close(): void {
    this.#over = true;
    this.#x.close();
  }

  heard({ name, wid, atom }: XEvent): void {
    if (name === 'DestroyNotify') {
      // The next window may get the same number, and has to be followed like any other.
      if (wid === this.#window) this.#window = 0;
      // Not every window manager says that nothing is in front after the last window was closed.
      this.#readRoot();
    }
    if (name !== 'PropertyNotify' || atom === undefined) return;
    const { _NET_ACTIVE_WINDOW, _NET_SUPPORTED, WM_CLASS } = this.#atoms;
    const atRoot = wid === this.#x.root && (atom === _NET_ACTIVE_WINDOW || atom === _NET_SUPPORTED);
    const atWindow = wid === this.#window && (atom === WM_CLASS || TITLES.some((title) => this.#atoms[title] === atom));
    if (atRoot) this.#readRoot();
    else if (atWindow) void this.#read();
  }

  #readRoot(): void {
    this.#maybeAnother = true;
    void this.#read();
  }

  /** One reading at a time; what changes meanwhile is read once more after it. */
  #read(): Promise<void> {
    if (this.#reading !== null) this.#readAgain = true;
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    });
    return this.#reading;
  }

  async #readAll(): Promise<void> {
    do {
      this.#readAgain = false;
      const window = this.#maybeAnother ? await this.#findActive() : this.#window;
      if (window !== this.#window) this.#follow(window);
      const seen = window === 0 ? null : await this.#describe(window);
      if (this.#over) return;
      // Gone, though it may still be named as the one in front: the next window may get its number.
      if (seen === null) this.#window = 0;
      // The one that was in front a moment ago tells nothing if it has changed by now.
      if (!this.#readAgain) this.#tell(seen);
    } while (this.#readAgain);
  }

  async #findActive(): Promise<number> {
    const { root } = this.#x;
    this.#maybeAnother = false;
    const found = await this.#x.properties(root, [this.#atoms._NET_ACTIVE_WINDOW, this.#atoms._NET_SUPPORTED]);
    const [active, supported] = found ?? [];
    this.#managed = active != null || supported != null;
    return active?.format === 32 && active.data.length >= 4 ? active.data.readUInt32LE(0) : 0;
  }

  #follow(window: number): void {
    // Our own root stays followed whatever was in front.
    if (this.#window !== 0 && this.#window !== this.#x.root) this.#x.follow(this.#window, false);
    if (window !== 0 && window !== this.#x.root) this.#x.follow(window, true);
    this.#window = window;
  }

  /** Null: it is gone. */
  async #describe(window: number): Promise<ActiveWindow | null> {
    const wanted = ['WM_CLASS', ...TITLES] as const;
    const found = await this.#x.properties(
      window,
      wanted.map((name) => this.#atoms[name]),
    );
    if (found === null) return null;
    const [classes, ...titles] = found;
    const title = titles.map((property) => this.#textOf(property)).find((text) => text !== '') ?? '';
    const app = appOf(this.#partsOf(classes ?? null));
    return isPrivateTitle(title) ? { app, title, incognito: true } : { app, title };
  }

  #textOf(property: Property | null): string {
    return property === null ? '' : decodeText(this.#typeOf(property.type), property.data);
  }

  #partsOf(property: Property | null): string[] {
    if (property === null) return [];
    const end = property.data.indexOf(0);
    const second = end < 0 ? property.data.length : end + 1;
    return [property.data, property.data.subarray(second)].map((data) => this.#textOf({ ...property, data }));
  }

  #typeOf(atom: number): TextType {
    return TYPES.find((type) => this.#atoms[type] === atom) ?? 'STRING';
  }

  #tell(window: ActiveWindow | null): void {
    if (this.#told && sameWindow(window, this.current)) return;
    this.#told = true;
    this.current = window;
    this.#listener.changed(window);
  }
}

/** A server that ends while it is asked answers nothing. */
const answered = <T>(asked: Promise<T>): Promise<T> =>
  within(systemClock, ANSWER_LIMIT_MS, 'The X server does not answer.', asked);

async function atomsOf(x: XConnection): Promise<Atoms> {
  const names = [...TITLES, ...TYPES, ...OTHERS];
  const atoms = await Promise.all(names.map((name) => x.atom(name)));
  return Object.fromEntries(names.map((name, index) => [name, atoms[index]])) as Atoms;
}

/** WM_CLASS is the instance and the class, each ended by a NUL (ICCCM 4.1.2.5). The class names the program. */
function appOf([instance = '', name = '']: readonly string[]): string {
  return name || instance || 'unknown';
}
