/**
 * A client's connection to a Wayland compositor: ids, requests, events to whoever listens to their object, and the
 * globals the registry tells of. It knows wl_display, wl_registry and wl_callback, and no other interface.
 *
 * When the compositor goes away or refuses a request, everything that waits is rejected with a LostError, and
 * whoever asked by `whenLost` is told once. Nothing is told after `close`.
 */
import { createConnection, type Socket } from 'node:net';
import { messageOf } from '../../lifecycle/message-of.ts';
import { type Argument, ArgumentReader, encodeMessage, MessageReader, type WireMessage } from './wire.ts';

export interface Global {
  /** The number by which it is bound. */
  readonly name: number;
  readonly interface: string;
  readonly version: number;
}

export type EventHandler = (opcode: number, args: ArgumentReader) => void;

class LostError extends Error {
  override readonly name = 'LostError';
}

const DISPLAY = 1;
const displayRequest = { sync: 0, getRegistry: 1 } as const;
const displayEvent = { error: 0, deleteId: 1 } as const;
const registryRequest = { bind: 0 } as const;
const registryEvent = { global: 0, globalRemove: 1 } as const;
/** Ids from here on are the compositor's. */
const FIRST_SERVER_ID = 0xff000000;

export class WaylandConnection {
  readonly #socket: Socket;
  readonly #reader = new MessageReader();
  readonly #handlers = new Map<number, EventHandler>();
  readonly #waiting = new Set<(error: LostError) => void>();
  readonly #globals = new Map<number, Global>();
  readonly #freeIds: number[] = [];
  #nextId = 2;
  #registry = 0;
  #problem: string | null = null;
  #closed = false;
  #tellLost: ((problem: string) => void) | null = null;
  #tellGlobal: ((global: Global, there: boolean) => void) | null = null;

  /** Starts to connect; `ready` says when it is. */
  constructor(path: string) {
    this.#socket = createConnection({ path });
    this.#socket.on('data', (chunk) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#lose(`The compositor cannot be reached (${error.message})`));
    this.#socket.on('close', () => this.#lose('The compositor went away'));
    this.#handlers.set(DISPLAY, (opcode, args) => this.#display(opcode, args));
  }

  /** Resolves once all globals are known. */
  async ready(): Promise<void> {
    this.#registry = this.create(DISPLAY, displayRequest.getRegistry, (opcode, args) =>
      this.#registryEvent(opcode, args),
    );
    await this.roundtrip();
  }

  /** What the compositor offers now. */
  globals(of: string): readonly Global[] {
    return [...this.#globals.values()].filter((global) => global.interface === of);
  }

  /** Tells of each global that comes or goes from now on. */
  whenGlobal(tell: (global: Global, there: boolean) => void): void {
    this.#tellGlobal = tell;
  }

  /** Tells once why the connection was lost; at once, where it was before. */
  whenLost(tell: (problem: string) => void): void {
    if (this.#problem !== null && !this.#closed) tell(this.#problem);
    else this.#tellLost = tell;
  }

  /** Binds a global in no newer version than asked for; gives the new object's id. */
  bind(global: Global, newest: number, handler?: EventHandler): number {
    const version = Math.min(global.version, newest);
    const id = this.#claim(handler);
    this.request(this.#registry, registryRequest.bind, [
      { uint: global.name },
      { string: global.interface },
      { uint: version },
      { uint: id },
    ]);
    return id;
  }

  /** A request whose first argument is the object it makes; gives that object's id. */
  create(object: number, opcode: number, handler: EventHandler, args: readonly Argument[] = []): number {
    const id = this.#claim(handler);
    this.request(object, opcode, [{ uint: id }, ...args]);
    return id;
  }

  request(object: number, opcode: number, args: readonly Argument[] = []): void {
    if (this.#problem === null) this.#socket.write(encodeMessage(object, opcode, args));
  }

  /** Listens to an object that the compositor made. */
  listen(object: number, handler: EventHandler): void {
    this.#handlers.set(object, handler);
  }

  /** Destroys an object by its request for that. Events that were already on their way are not told. */
  destroy(object: number, opcode: number): void {
    this.#handlers.delete(object);
    this.request(object, opcode);
  }

  /** Resolves once the compositor has worked off every request so far, and all events it sent for them were told. */
  roundtrip(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#problem !== null) return reject(new LostError(this.#problem));
      this.#waiting.add(reject);
      const id = this.create(DISPLAY, displayRequest.sync, () => {
        this.#handlers.delete(id);
        this.#waiting.delete(reject);
        resolve();
      });
    });
  }

  close(): void {
    this.#closed = true;
    this.#lose('The connection was closed');
  }

  #claim(handler: EventHandler | undefined): number {
    const id = this.#freeIds.pop() ?? this.#nextId++;
    if (handler !== undefined) this.#handlers.set(id, handler);
    return id;
  }

  #read(chunk: Buffer): void {
    try {
      for (const message of this.#reader.push(chunk)) {
        if (this.#problem !== null) return;
        this.#tell(message);
      }
    } catch (error) {
      this.#lose(`The compositor sent what cannot be read (${messageOf(error)})`);
    }
  }

  #tell(message: WireMessage): void {
    this.#handlers.get(message.object)?.(message.opcode, new ArgumentReader(message.body));
  }

  #display(opcode: number, args: ArgumentReader): void {
    if (opcode === displayEvent.error) {
      args.uint();
      const code = args.uint();
      // The compositor's sentence names interfaces and objects only.
      this.#lose(`The compositor refused a request (error ${code}: ${args.string()})`);
    } else if (opcode === displayEvent.deleteId) {
      const id = args.uint();
      if (id < FIRST_SERVER_ID) this.#freeIds.push(id);
    }
  }

  #registryEvent(opcode: number, args: ArgumentReader): void {
    const name = args.uint();
    if (opcode === registryEvent.global) {
      const global = { name, interface: args.string(), version: args.uint() };
      this.#globals.set(name, global);
      this.#tellGlobal?.(global, true);
    } else if (opcode === registryEvent.globalRemove) {
      const global = this.#globals.get(name);
      this.#globals.delete(name);
      if (global !== undefined) this.#tellGlobal?.(global, false);
    }
  }

  #lose(problem: string): void {
    if (this.#problem !== null) return;
    this.#problem = problem;
    this.#handlers.clear();
    this.#socket.destroy();
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const reject of waiting) reject(new LostError(problem));
    if (!this.#closed) this.#tellLost?.(problem);
  }
}
