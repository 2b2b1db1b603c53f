/**
 * The window in front on KDE Plasma (5 and 6) under Wayland: KWin runs a small script of ours, which calls back over D-Bus
 * with each activation and each new caption. Nothing is polled.
 *
 * KWin alone is believed: a call counts only when the bus says that it comes from the owner of org.kde.KWin, and when it
 * carries the token of the script that was loaded last. When KWin starts again, the script is loaded again.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Clock, systemClock } from '../../lifecycle/clock.ts';
import { ANSWER_LIMIT_MS, within } from '../answer-limit.ts';
import { type ActiveWindow, BackendError, type WindowBackend, type WindowListener } from '../backend.ts';
import { sessionBusAddress } from '../dbus/address.ts';
import type { Bus } from '../dbus/bus.ts';
import type { Message } from '../dbus/message.ts';
import { asBackendError, HeldBus, isMissing } from '../dbus/session.ts';
import { desktops, type Environment, isWayland } from '../wayland/socket.ts';
import { kwinScript } from './kde-script.ts';
import { sameWindow } from './same-window.ts';

export interface KdeOptions {
  readonly env: Environment;
  readonly clock?: Clock;
}

const KWIN = 'org.kde.KWin';
const SCRIPTING = { to: KWIN, path: '/Scripting', interface: 'org.kde.kwin.Scripting' } as const;
/** Where KWin's script calls us. */
export const CALLBACK = {
  path: '/org/daytrail/Windows',
  interface: 'org.daytrail.Windows',
  method: 'Changed',
} as const;
/** How long KWin may be away, as when it crashed and is started again by its session. */
const AWAY_LIMIT_MS = 10_000;
const AGAIN_MS = 500;
/** While the focus moves from one window to another, KWin says for a moment that none has it. */
const BETWEEN_MS = 100;

/** KDE under Wayland; under X11 the X server tells the same. */
export function fits(env: Environment, platform: NodeJS.Platform): boolean {
  return desktops(env).includes('kde') && isWayland(env, platform);
}

export function createKdeWindows({ env, clock = systemClock }: KdeOptions): WindowBackend {
  const held = new HeldBus();
  let run: KwinRun | null = null;

  return {
    about: () => ({
      name: 'KDE Plasma',
      sees: ['The application and the title of the window in front, as soon as they change.'],
      limits: [],
    }),
    async start(listener) {
      const bus = await held.open(sessionBusAddress(env));
      const current = new KwinRun({
        bus,
        clock,
        listener,
        folder: env.XDG_RUNTIME_DIR || tmpdir(),
        ended: () => held.drop(bus),
      });
      run = current;
      try {
        await current.start();
      } catch (error) {
        await current.stop();
        held.drop(bus);
        throw asBackendError(error);
      }
    },
    current: () => run?.current ?? null,
    async stop() {
      const last = run;
      run = null;
      await last?.stop();
      held.close();
    },
  };
}

interface RunOptions {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly listener: WindowListener;
  /** Where the script lies until KWin has read it. */
  readonly folder: string;
  /** Says whether this was the run that counts; called before it is told as lost. */
  ended(): boolean;
}

/** From one start to its stop or loss. */
class KwinRun {
  current: ActiveWindow | null = null;
  readonly #options: RunOptions;
  readonly #plugin = `daytrail-${process.pid}-${randomUUID().slice(0, 8)}`;
  #folder: string | null = null;
  #token = '';
  #kwin: string | null = null;
  #firstCall: (() => void) | null = null;
  #away: unknown;
  #again: unknown;
  #between: unknown;
  #seeing = false;
  #stopped = false;

  constructor(options: RunOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const { bus, listener } = this.#options;
    bus.export(CALLBACK, (message) => this.#called(message));
    await bus.followOwner(KWIN, (owner) => this.#ownerChanged(owner));
    this.#kwin = await bus.owner(KWIN);
    if (this.#kwin === null) throw new BackendError('broken', 'KWin is not on this session’s bus.');
    await this.#load();
    if (this.#stopped) throw new BackendError('broken', 'It was stopped while it started.');
    listener.changed(this.current);
    bus.whenLost((problem) => this.#lose(`${problem}.`));
    this.#seeing = true;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.current = null;
    this.#clearTimers();
    await this.#unload().catch(() => undefined);
    await this.#removeScript();
  }

  /** Resolves once the script has called for the first time, which it does at once. */
  async #load(): Promise<void> {
    const { bus, clock, folder } = this.#options;
    this.#token = randomUUID();
    await this.#removeScript();
    // A folder of its own that nobody else can look into or put a file in.
    this.#folder = await mkdtemp(join(folder, 'daytrail-kwin-'));
    const file = join(this.#folder, 'daytrail.js');
    await writeFile(file, kwinScript({ to: bus.uniqueName, ...CALLBACK, token: this.#token }), { mode: 0o600 });
    const called = new Promise<void>((resolve) => {
      this.#firstCall = resolve;
    });
    const [id] = await bus.call({ ...SCRIPTING, method: 'loadScript', signature: 'ss', args: [file, this.#plugin] });
    if (typeof id !== 'number' || id < 0) throw new BackendError('broken', 'KWin did not load the script.');
    await bus.call({ ...SCRIPTING, method: 'start' });
    await within(clock, ANSWER_LIMIT_MS, 'KWin loaded the script, but it does not run.', called);
    await this.#removeScript();
  }

  async #unload(): Promise<void> {
    if (this.#kwin === null) return;
    const { bus } = this.#options;
    await bus.call({ ...SCRIPTING, method: 'unloadScript', signature: 's', args: [this.#plugin], within: 1_000 });
  }

  async #removeScript(): Promise<void> {
    const folder = this.#folder;
    this.#folder = null;
    if (folder !== null) await rm(folder, { recursive: true, force: true });
  }

  #called({ sender, signature, body = [] }: Message): null {
    const [token, app, title] = body;
    if (sender !== this.#kwin || signature !== 'sss' || token !== this.#token || this.#stopped) {
      throw new Error('This is for KWin alone');
    }
    const { clock } = this.#options;
    clock.clear(this.#between);
    if (app !== '' || title !== '') this.#tell({ app: String(app) || 'unknown', title: String(title) });
    else if (this.current !== null) this.#between = clock.set(BETWEEN_MS, () => this.#tell(null));
    this.#firstCall?.();
    return null;
  }

  #tell(window: ActiveWindow | null): void {
    if (sameWindow(window, this.current)) return;
    this.current = window;
    if (this.#seeing) this.#options.listener.changed(window);
  }

  #ownerChanged(owner: string | null): void {
    this.#kwin = owner;
    if (this.#stopped || !this.#seeing) return;
    this.#clearTimers();
    this.#tell(null);
    this.#away = this.#options.clock.set(AWAY_LIMIT_MS, () => this.#lose('KWin went away.'));
    if (owner !== null) void this.#loadAgain(owner);
  }

  /** KWin has its name on the bus a moment before it takes scripts. */
  async #loadAgain(owner: string): Promise<void> {
    const { clock } = this.#options;
    try {
      await this.#load();
      clock.clear(this.#away);
    } catch (error) {
      if (this.#stopped || this.#kwin !== owner) return;
      if (isMissing(error)) this.#again = clock.set(AGAIN_MS, () => void this.#loadAgain(owner));
      else this.#lose(asBackendError(error).message);
    }
  }

  #clearTimers(): void {
    const { clock } = this.#options;
    for (const timer of [this.#away, this.#again, this.#between]) clock.clear(timer);
  }

  #lose(problem: string): void {
    if (this.#stopped || !this.#options.ended()) return;
    this.#stopped = true;
    this.current = null;
    this.#clearTimers();
    void this.#removeScript();
    this.#options.listener.lost(problem);
  }
}
