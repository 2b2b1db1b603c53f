/**
 * What the built-in watchers need of a desktop: which window is in front (WindowBackend), and how long nobody has touched
 * anything (IdleBackend). One file a desktop implements them; choose.ts tries which fits the session.
 *
 * A backend never records anything and knows no bucket; it reads no clock but the monotonic one it is given.
 */

/** What a backend can see on this machine, for a person to read: plain sentences, without titles or names of programs. */
export interface SelfDescription {
  /** The desktop it speaks to, such as `X11` or `sway`. */
  readonly name: string;
  readonly sees: readonly string[];
  /** What it cannot see, and how that can be mended; `fix` null: it cannot. */
  readonly limits: readonly { readonly what: string; readonly fix: string | null }[];
}

/** As ActivityWatch's window watcher records it; `app` and `title` are never absent, but may be `unknown` and empty. */
export interface ActiveWindow {
  readonly app: string;
  readonly title: string;
  /** The desktop or the title says that it is a private window of a browser. Recorded only where the person wants that (store/privacy.ts). */
  readonly incognito?: boolean;
  readonly url?: string;
}

export interface WindowListener {
  /** At once after `start`, then with each change of the window in front or of its title. Null: there is none. */
  changed(window: ActiveWindow | null): void;
  /** It cannot see any more (the display server went away). Called at most once, and nothing after it. */
  lost(problem: string): void;
}

export interface WindowBackend {
  about(): SelfDescription;
  /** Resolves once it sees. Rejects with a BackendError where it cannot work in this session; it may be started again later. */
  start(listener: WindowListener): Promise<void>;
  current(): ActiveWindow | null;
  /** Lets go of everything; never fails, and may be called in any state. Nothing is told after it was called. */
  stop(): Promise<void>;
}

export interface IdleBackend {
  about(): SelfDescription;
  /** Resolves once it knows; `lost` as for windows. Rejects with a BackendError where it cannot work in this session. */
  start(lost: (problem: string) => void): Promise<void>;
  /** How long ago the last input was, in ms. A desktop that only tells after a while gives 0 until then. */
  idleMs(): Promise<number>;
  /**
   * Whether the desktop says that something is attended to without hands: a call, a film. Absent: it does not tell.
   * Asked only where the lack of input would end presence; answers soon.
   */
  engaged?(): Promise<boolean>;
  stop(): Promise<void>;
}

/** Why a backend cannot work here: `unfit`, this is not its kind of session; `broken`, it should work, but does not now. */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  readonly kind: 'unfit' | 'broken';
  /** What a person can do about it; null: nothing. */
  readonly fix: string | null;

  constructor(kind: 'unfit' | 'broken', message: string, fix: string | null = null) {
    super(message);
    this.kind = kind;
    this.fix = fix;
  }
}
