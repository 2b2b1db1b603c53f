/**
 * A stand-in for a Wayland compositor, for tests: it speaks the wire format over a real socket, offers the globals it is
 * told to, and holds windows and seats that the test changes. What a client may not do it answers with wl_display.error.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from './socket.ts';
import { type Argument, ArgumentReader, encodeMessage, MessageReader } from './wire.ts';

export interface Offer {
  readonly interface: string;
  readonly version: number;
}

export interface FakeWindow {
  readonly app: string;
  readonly title: string;
}

interface Shown extends FakeWindow {
  readonly key: string;
}

const ACTIVATED = 2;
const FULLSCREEN = 3;

export const wlrOffer: Offer = { interface: 'zwlr_foreign_toplevel_manager_v1', version: 3 };
export const extListOffer: Offer = { interface: 'ext_foreign_toplevel_list_v1', version: 1 };
export const cosmicOffer: Offer = { interface: 'zcosmic_toplevel_info_v1', version: 3 };
export const extIdleOffer: Offer = { interface: 'ext_idle_notifier_v1', version: 2 };
export const kdeIdleOffer: Offer = { interface: 'org_kde_kwin_idle', version: 1 };
export const seatOffer: Offer = { interface: 'wl_seat', version: 7 };

/** What a client asked to be told of: which request, after how many ms, for which seat (by its global's name). */
export interface IdleWish {
  readonly request: string;
  readonly quietMs: number;
  readonly seat: number;
}

export class FakeCompositor {
  readonly env: Environment;
  readonly wishes: IdleWish[] = [];
  /** Requests that clients sent, as interface.opcode. */
  readonly requests: string[] = [];
  readonly #folder: string;
  readonly #offers: readonly Offer[];
  readonly #clients = new Set<Client>();
  readonly #windows = new Map<string, Shown>();
  /** As of a compositor that hangs: nothing is answered while it is so. */
  hangs = false;
  #front: string | null = null;
  #server: Server | null = null;

  private constructor(folder: string, offers: readonly Offer[]) {
    this.#folder = folder;
    this.#offers = offers;
    this.env = { XDG_RUNTIME_DIR: folder, WAYLAND_DISPLAY: 'wayland-9' };
  }

  static async start(offers: readonly Offer[]): Promise<FakeCompositor> {
    const compositor = new FakeCompositor(await mkdtemp(join(tmpdir(), 'daytrail-wayland-')), offers);
    await compositor.listen();
    return compositor;
  }

  /** Also after `crash`. */
  async listen(): Promise<void> {
    const server = createServer((socket) => this.#clients.add(new Client(this, socket, this.#offers)));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(join(this.#folder, 'wayland-9'), resolve));
  }

  /** As when the process is killed: all clients lose their connection, and nobody listens. */
  async crash(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const client of this.#clients) client.socket.destroy();
    this.#clients.clear();
    if (server !== null) await new Promise((resolve) => server.close(resolve));
  }

  async stop(): Promise<void> {
    await this.crash();
    await rm(this.#folder, { recursive: true, force: true });
  }

  get windows(): readonly Shown[] {
    return [...this.#windows.values()];
  }

  get front(): string | null {
    return this.#front;
  }

  open(key: string, window: FakeWindow): void {
    const shown = { key, ...window };
    this.#windows.set(key, shown);
    for (const client of this.#clients) client.show(shown, false);
  }

  rename(key: string, title: string): void {
    const window = this.#windows.get(key);
    if (window === undefined) throw new Error(`There is no window ${key}`);
    this.#windows.set(key, { ...window, title });
    for (const client of this.#clients) client.title(key, title);
  }

  /** The one in front is told to be so no more before the next is told to be; `meanwhile` runs between the two. */
  async focus(key: string | null, meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    const before = this.#front;
    this.#front = key;
    if (before !== null) for (const client of this.#clients) client.activate(before, false);
    await meanwhile();
    if (key !== null) for (const client of this.#clients) client.activate(key, true);
  }

  close(key: string): void {
    this.#windows.delete(key);
    if (this.#front === key) this.#front = null;
    for (const client of this.#clients) client.closed(key);
  }

  /** Tells that a seat is quiet, or that there was input. */
  quiet(seat: number, isQuiet: boolean): void {
    for (const client of this.#clients) client.quiet(seat, isQuiet);
  }

  addSeat(name: number): void {
    for (const client of this.#clients) client.announce(name, seatOffer);
  }

  removeSeat(name: number): void {
    for (const client of this.#clients) client.withdraw(name);
  }

  /** Ends every client with a protocol error, as a compositor does that does not like a request. */
  refuse(message: string): void {
    for (const client of this.#clients) client.refuse(1, 3, message);
  }

  /** Sends all clients these bytes as they are. */
  garbage(bytes: Buffer): void {
    for (const client of this.#clients) client.socket.write(bytes);
  }

  /** What the window manager's protocols are told to do when they shall tell of no more windows. */
  finish(): void {
    for (const client of this.#clients) client.finish();
  }
}

class Client {
  readonly socket: Socket;
  readonly #compositor: FakeCompositor;
  readonly #globals = new Map<number, Offer>();
  readonly #reader = new MessageReader();
  /** The interface of each of this client's objects. */
  readonly #objects = new Map<number, string>([[1, 'wl_display']]);
  /** Seats by object, and the idle notifications by object. */
  readonly #seats = new Map<number, number>();
  readonly #notifications = new Map<number, number>();
  /** The handle of each window, and of its COSMIC extension. */
  readonly #handles = new Map<string, number>();
  readonly #states = new Map<string, number>();
  #registry = 0;
  #nextHandle = 0xff000000;

  constructor(compositor: FakeCompositor, socket: Socket, offers: readonly Offer[]) {
    this.#compositor = compositor;
    this.socket = socket;
    for (const [index, offer] of offers.entries()) this.#globals.set(index + 1, offer);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      for (const { object, opcode, body } of this.#reader.push(chunk))
        this.#handle(object, opcode, new ArgumentReader(body));
    });
  }

  #send(object: number, opcode: number, args: readonly Argument[] = []): void {
    this.socket.write(encodeMessage(object, opcode, args));
  }

  #handle(object: number, opcode: number, args: ArgumentReader): void {
    const kind = this.#objects.get(object);
    if (kind === undefined) {
      this.refuse(object, 0, `invalid object ${object}`);
      return;
    }
    const request = `${kind}.${opcode}`;
    this.#compositor.requests.push(request);
    if (this.#compositor.hangs) return;
    switch (request) {
      case 'wl_display.0': {
        const callback = args.uint();
        this.#send(callback, 0, [{ uint: 0 }]);
        this.#send(1, 1, [{ uint: callback }]);
        break;
      }
      case 'wl_display.1':
        this.#registry = args.uint();
        this.#objects.set(this.#registry, 'wl_registry');
        for (const [name, offer] of this.#globals) this.announce(name, offer);
        break;
      case 'wl_registry.0':
        this.#bind(args.uint(), args.string(), args.uint(), args.uint());
        break;
      case 'zcosmic_toplevel_info_v1.1':
        this.#extend(args.uint(), args.uint());
        break;
      case 'ext_idle_notifier_v1.1':
      case 'ext_idle_notifier_v1.2':
        this.#notify(request, { id: args.uint(), quietMs: args.uint(), seat: args.uint() });
        break;
      case 'org_kde_kwin_idle.0': {
        const [id, seat, quietMs] = [args.uint(), args.uint(), args.uint()];
        this.#notify(request, { id, quietMs, seat });
        break;
      }
      case 'zwlr_foreign_toplevel_handle_v1.7':
      case 'ext_foreign_toplevel_handle_v1.0':
        this.#objects.delete(object);
        break;
      case 'zcosmic_toplevel_handle_v1.0':
        this.#objects.delete(object);
        this.#send(1, 1, [{ uint: object }]);
        break;
      default:
        this.refuse(object, 1, `invalid method ${request}`);
        break;
    }
  }

  announce(name: number, offer: Offer): void {
    this.#globals.set(name, offer);
    this.#send(this.#registry, 0, [{ uint: name }, { string: offer.interface }, { uint: offer.version }]);
  }

  withdraw(name: number): void {
    this.#globals.delete(name);
    this.#send(this.#registry, 1, [{ uint: name }]);
  }

  #bind(name: number, kind: string, version: number, id: number): void {
    const offer = this.#globals.get(name);
    if (offer?.interface !== kind || version > offer.version) {
      this.refuse(id, 0, `invalid global ${kind}`);
      return;
    }
    this.#objects.set(id, kind);
    if (kind === 'wl_seat') this.#seats.set(id, name);
    if (kind === wlrOffer.interface || kind === extListOffer.interface) {
      for (const window of this.#compositor.windows) this.show(window, window.key === this.#compositor.front);
    }
  }

  #manager(): { id: number; kind: string } | null {
    for (const [id, kind] of this.#objects) {
      if (kind === wlrOffer.interface || kind === extListOffer.interface) return { id, kind };
    }
    return null;
  }

  show(window: Shown, active: boolean): void {
    const manager = this.#manager();
    if (manager === null) return;
    const handle = this.#nextHandle++;
    this.#handles.set(window.key, handle);
    const wlr = manager.kind === wlrOffer.interface;
    this.#objects.set(handle, wlr ? 'zwlr_foreign_toplevel_handle_v1' : 'ext_foreign_toplevel_handle_v1');
    this.#send(manager.id, 0, [{ uint: handle }]);
    this.#send(handle, wlr ? 0 : 2, [{ string: window.title }]);
    this.#send(handle, wlr ? 1 : 3, [{ string: window.app }]);
    if (wlr) this.#send(handle, 4, [{ array: active ? [FULLSCREEN, ACTIVATED] : [] }]);
    this.#done(handle, wlr);
  }

  #done(handle: number, wlr: boolean): void {
    this.#send(handle, wlr ? 5 : 1);
  }

  title(key: string, title: string): void {
    const handle = this.#handles.get(key);
    const wlr = this.#manager()?.kind === wlrOffer.interface;
    if (handle === undefined) return;
    this.#send(handle, wlr ? 0 : 2, [{ string: title }]);
    this.#done(handle, wlr);
  }

  activate(key: string, active: boolean): void {
    const handle = this.#handles.get(key);
    if (handle === undefined) return;
    const states: Argument = { array: active ? [ACTIVATED] : [] };
    if (this.#manager()?.kind === wlrOffer.interface) {
      this.#send(handle, 4, [states]);
      this.#done(handle, true);
    } else {
      this.#cosmicState(key, states);
    }
  }

  #cosmicState(key: string, states: Argument): void {
    const state = this.#states.get(key);
    if (state === undefined) return;
    this.#send(state, 8, [states]);
    for (const [id, kind] of this.#objects) if (kind === cosmicOffer.interface) this.#send(id, 2);
  }

  #extend(id: number, handle: number): void {
    this.#objects.set(id, 'zcosmic_toplevel_handle_v1');
    for (const [key, known] of this.#handles) {
      if (known !== handle) continue;
      this.#states.set(key, id);
      this.#cosmicState(key, { array: this.#compositor.front === key ? [ACTIVATED] : [] });
    }
  }

  closed(key: string): void {
    const handle = this.#handles.get(key);
    if (handle === undefined) return;
    this.#send(handle, this.#manager()?.kind === wlrOffer.interface ? 6 : 0);
  }

  finish(): void {
    const manager = this.#manager();
    if (manager !== null) this.#send(manager.id, 1);
  }

  #notify(request: string, wish: { id: number; quietMs: number; seat: number }): void {
    const seat = this.#seats.get(wish.seat);
    if (seat === undefined) {
      this.refuse(wish.id, 0, 'invalid seat');
      return;
    }
    this.#objects.set(wish.id, 'idle notification');
    this.#notifications.set(wish.id, seat);
    this.#compositor.wishes.push({ request, quietMs: wish.quietMs, seat });
  }

  quiet(seat: number, isQuiet: boolean): void {
    for (const [id, of] of this.#notifications) if (of === seat) this.#send(id, isQuiet ? 0 : 1);
  }

  refuse(object: number, code: number, message: string): void {
    this.#send(1, 0, [{ uint: object }, { uint: code }, { string: message }]);
    this.socket.end();
  }
}
