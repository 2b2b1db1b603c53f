/**
 * A stand-in for KWin, for tests: it owns org.kde.KWin on a real bus and runs the scripts it is given, with the names of
 * Plasma 5 or 6, so that what is tested is the script itself and its real calls.
 */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import type { Bus } from '../dbus/bus.ts';
import type { TestBus } from '../dbus/test-bus.ts';

class Signal {
  readonly #handlers = new Set<(...args: unknown[]) => void>();
  readonly connect = (handler: (...args: unknown[]) => void) => void this.#handlers.add(handler);
  readonly disconnect = (handler: (...args: unknown[]) => void) => void this.#handlers.delete(handler);
  readonly fire = (...args: unknown[]) => {
    for (const handler of [...this.#handlers]) handler(...args);
  };
  get listeners(): number {
    return this.#handlers.size;
  }
}

export class FakeKwinWindow {
  readonly captionChanged = new Signal();
  readonly resourceClass: string;
  caption: string;

  constructor(resourceClass: string, caption: string) {
    this.resourceClass = resourceClass;
    this.caption = caption;
  }
}

const scripting = { path: '/Scripting', interface: 'org.kde.kwin.Scripting' };

export class FakeKwin {
  readonly loaded = new Map<string, string>();
  readonly activated = new Signal();
  /** What each call of a script was answered, `ok` or the error. */
  readonly answers: string[] = [];
  /** As of a KWin that takes scripts and never runs them. */
  runs = true;
  readonly bus: Bus;
  readonly #plasma: 5 | 6;
  readonly #started = new Set<string>();
  #active: FakeKwinWindow | null = null;

  private constructor(bus: Bus, plasma: 5 | 6) {
    this.bus = bus;
    this.#plasma = plasma;
  }

  /** From now on it takes scripts; a KWin that has just started does not yet. */
  takeScripts(): void {
    const { bus } = this;
    bus.export({ ...scripting, method: 'loadScript' }, ({ body: [file, plugin] = [] }) => {
      // KWin reads the file itself, when it runs the script.
      if (!this.loaded.has(String(plugin))) this.loaded.set(String(plugin), readFileSync(String(file), 'utf8'));
      return { signature: 'i', args: [this.loaded.size] };
    });
    bus.export({ ...scripting, method: 'start' }, () => {
      if (this.runs) for (const [plugin, code] of this.loaded) this.#start(plugin, code);
      return null;
    });
    bus.export({ ...scripting, method: 'unloadScript' }, ({ body: [plugin] = [] }) => ({
      signature: 'b',
      args: [this.loaded.delete(String(plugin))],
    }));
  }

  static async start(on: TestBus, plasma: 5 | 6 = 6): Promise<FakeKwin> {
    const kwin = await FakeKwin.starting(on, plasma);
    kwin.takeScripts();
    return kwin;
  }

  /** With its name, and not yet more. */
  static async starting(on: TestBus, plasma: 5 | 6 = 6): Promise<FakeKwin> {
    return new FakeKwin(await on.service('org.kde.KWin'), plasma);
  }

  activate(window: FakeKwinWindow | null): void {
    this.#active = window;
    this.activated.fire(window);
  }

  rename(window: FakeKwinWindow, caption: string): void {
    window.caption = caption;
    window.captionChanged.fire();
  }

  #start(plugin: string, code: string): void {
    if (this.#started.has(plugin)) return;
    this.#started.add(plugin);
    const active = () => this.#active;
    const workspace =
      this.#plasma === 6
        ? {
            windowActivated: this.activated,
            get activeWindow() {
              return active();
            },
          }
        : {
            clientActivated: this.activated,
            get activeClient() {
              return active();
            },
          };
    const callDBus = (to: string, path: string, name: string, method: string, ...args: string[]) => {
      const call = { to, path, interface: name, method, signature: 's'.repeat(args.length), args };
      this.bus.call(call).then(
        () => this.answers.push('ok'),
        (error: Error) => this.answers.push(error.message),
      );
    };
    runInNewContext(code, { workspace, callDBus });
  }
}
