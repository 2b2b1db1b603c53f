/**
 * A connection to a D-Bus message bus: calls with their answers, signals, and methods that others may call.
 *
 * Made for what a watcher needs, and nothing more: no introspection, no names to own, no file descriptors. Whoever called
 * is known by their unique name, which the bus itself sets.
 */
import type { Socket } from 'node:net';
import { messageOf } from '../../lifecycle/message-of.ts';
import { ANSWER_LIMIT_MS } from '../answer-limit.ts';
import { socketPaths } from './address.ts';
import { authenticate } from './authenticate.ts';
import { BusError, CallError } from './bus-error.ts';
import { encodeMessage, type Message, MessageReader } from './message.ts';
import type { Value } from './values.ts';

const BUS = 'org.freedesktop.DBus';
const BUS_PATH = '/org/freedesktop/DBus';

export interface Call {
  readonly to: string;
  readonly path: string;
  readonly interface: string;
  readonly method: string;
  /** The arguments and their signature; none where left out. */
  readonly signature?: string;
  readonly args?: readonly Value[];
  /** In ms. */
  readonly within?: number;
}

export interface SignalFilter {
  /** The sender: a unique name, or a well-known one that the bus follows to its owner. */
  readonly from: string;
  readonly path?: string;
  readonly interface: string;
  readonly signal: string;
}

export interface Exported {
  readonly path: string;
  readonly interface: string;
  readonly method: string;
}

export interface Answer {
  readonly signature: string;
  readonly args: readonly Value[];
}

/** What a method answers; null: it has nothing to say. Throwing answers with an error. */
export type Method = (message: Message) => Answer | null;

export class Bus {
  readonly #socket: Socket;
  readonly #reader = new MessageReader();
  readonly #pending = new Map<number, (outcome: Message | Error) => void>();
  readonly #signals = new Map<
    string,
    Set<{ readonly filter: SignalFilter; readonly tell: (message: Message) => void }>
  >();
  /** The unique name behind each well-known one that is listened to. */
  readonly #owners = new Map<string, string | null>();
  readonly #methods = new Map<string, Method>();
  #serial = 0;
  #problem: string | null = null;
  #closed = false;
  #tellLost: ((problem: string) => void) | null = null;
  /** Ours on this bus, such as :1.42. */
  uniqueName = '';

  private constructor(socket: Socket, rest: Buffer) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#read(chunk));
    socket.on('error', (error) => this.#lose(`The bus was lost (${error.message})`));
    socket.on('close', () => this.#lose('The bus went away'));
    if (rest.length > 0) this.#read(rest);
    socket.resume();
  }

  /** Rejects with a BusError where none of the address's sockets answers. */
  static async connect(address: string): Promise<Bus> {
    const paths = socketPaths(address);
    let problem = 'The address names no Unix socket';
    for (const path of paths) {
      let bus: Bus | null = null;
      try {
        const { socket, rest } = await authenticate(path);
        bus = new Bus(socket, rest);
        const [name] = await bus.call({ to: BUS, path: BUS_PATH, interface: BUS, method: 'Hello' });
        bus.uniqueName = String(name);
        return bus;
      } catch (error) {
        bus?.close();
        problem = messageOf(error);
      }
    }
    throw new BusError(`The bus cannot be reached (${problem})`);
  }

  /** The answer's values. Rejects with a CallError, or a BusError where the bus is lost. */
  call(call: Call): Promise<readonly Value[]> {
    return new Promise((resolve, reject) => {
      if (this.#problem !== null) return reject(new BusError(this.#problem));
      const serial = this.#send({
        type: 'call',
        destination: call.to,
        path: call.path,
        interface: call.interface,
        member: call.method,
        ...(call.signature === undefined ? {} : { signature: call.signature, body: call.args ?? [] }),
      });
      const timer = setTimeout(() => {
        this.#pending.delete(serial);
        reject(new CallError(`${BUS}.Error.NoReply`, `${call.interface}.${call.method} did not answer`));
      }, call.within ?? ANSWER_LIMIT_MS);
      this.#pending.set(serial, (outcome) => {
        clearTimeout(timer);
        if (outcome instanceof Error) reject(outcome);
        else if (outcome.type === 'return') resolve(outcome.body ?? []);
        else reject(new CallError(outcome.errorName ?? '', String(outcome.body?.[0] ?? outcome.errorName)));
      });
    });
  }

  /** Hears a signal from now on, for as long as the connection lives. */
  async listen(filter: SignalFilter, tell: (message: Message) => void): Promise<void> {
    await this.#knowOwner(filter.from);
    const key = `${filter.interface}.${filter.signal}`;
    const listeners = this.#signals.get(key) ?? new Set();
    this.#signals.set(key, listeners.add({ filter, tell }));
    const rule = [
      `type='signal',sender='${filter.from}',interface='${filter.interface}',member='${filter.signal}'`,
      ...(filter.path === undefined ? [] : [`path='${filter.path}'`]),
    ].join(',');
    await this.call({ to: BUS, path: BUS_PATH, interface: BUS, method: 'AddMatch', signature: 's', args: [rule] });
  }

  /** Who owns a well-known name now: their unique name, or null. */
  async owner(name: string): Promise<string | null> {
    try {
      const [owner] = await this.call({
        to: BUS,
        path: BUS_PATH,
        interface: BUS,
        method: 'GetNameOwner',
        signature: 's',
        args: [name],
      });
      return String(owner);
    } catch (error) {
      if (error instanceof CallError) return null;
      throw error;
    }
  }

  /** Hears of each new owner of a well-known name; null: nobody owns it any more. */
  async followOwner(name: string, tell: (owner: string | null) => void): Promise<void> {
    await this.listen({ from: BUS, path: BUS_PATH, interface: BUS, signal: 'NameOwnerChanged' }, ({ body = [] }) => {
      if (body[0] === name) tell(body[2] === '' ? null : String(body[2]));
    });
  }

  /** Answers calls of one method, from anybody on the bus: whom to believe is the method's to decide. */
  export(what: Exported, method: Method): void {
    this.#methods.set(`${what.path} ${what.interface}.${what.method}`, method);
  }

  /** To everybody who listens, or to one connection alone. */
  emit(what: {
    readonly path: string;
    readonly interface: string;
    readonly signal: string;
    readonly signature: string;
    readonly args: readonly Value[];
    readonly to?: string;
  }): void {
    const { path, signature, to } = what;
    const message = { path, interface: what.interface, member: what.signal, signature, body: what.args };
    this.#send({ type: 'signal', ...message, ...(to === undefined ? {} : { destination: to }) });
  }

  /** Tells once why the connection was lost; at once, where it was before. */
  whenLost(tell: (problem: string) => void): void {
    if (this.#problem !== null && !this.#closed) tell(this.#problem);
    else this.#tellLost = tell;
  }

  /** Calls that wait are rejected; nothing is told any more. */
  close(): void {
    this.#closed = true;
    this.#lose('The connection was closed');
  }

  async #knowOwner(name: string): Promise<void> {
    if (name === BUS || name.startsWith(':') || this.#owners.has(name)) return;
    this.#owners.set(name, null);
    await this.followOwner(name, (owner) => this.#owners.set(name, owner));
    this.#owners.set(name, await this.owner(name));
  }

  #send(message: Omit<Message, 'serial'>): number {
    this.#serial = (this.#serial % 0xffffffff) + 1;
    if (this.#problem === null) this.#socket.write(encodeMessage({ ...message, serial: this.#serial }));
    return this.#serial;
  }

  #read(chunk: Buffer): void {
    try {
      for (const message of this.#reader.push(chunk)) {
        if (this.#problem !== null) return;
        this.#take(message);
      }
    } catch (error) {
      this.#lose(`The bus sent what cannot be read (${messageOf(error)})`);
    }
  }

  #take(message: Message): void {
    if (message.type === 'call') this.#answer(message);
    else if (message.type === 'signal') this.#hear(message);
    else {
      const serial = message.replySerial ?? 0;
      const settle = this.#pending.get(serial);
      this.#pending.delete(serial);
      settle?.(message);
    }
  }

  #hear(message: Message): void {
    for (const { filter, tell } of this.#signals.get(`${message.interface}.${message.member}`) ?? []) {
      // Anybody may send a signal straight to us, so the bus's comparing it with the rule is not enough.
      const isFrom = message.sender === (this.#owners.has(filter.from) ? this.#owners.get(filter.from) : filter.from);
      if (isFrom && (filter.path === undefined || filter.path === message.path)) tell(message);
    }
  }

  #answer(message: Message): void {
    const method = this.#methods.get(`${message.path} ${message.interface}.${message.member}`);
    const to = { destination: message.sender ?? '', replySerial: message.serial };
    const fail = (kind: string, text: string) =>
      this.#send({ type: 'error', ...to, errorName: `${BUS}.Error.${kind}`, signature: 's', body: [text] });
    if (method === undefined) {
      if (message.noReply !== true) fail('UnknownMethod', 'There is no such method');
      return;
    }
    try {
      const result = method(message);
      if (message.noReply === true) return;
      this.#send({
        type: 'return',
        ...to,
        ...(result === null ? {} : { signature: result.signature, body: result.args }),
      });
    } catch (error) {
      if (message.noReply !== true) fail('Failed', messageOf(error));
    }
  }

  #lose(problem: string): void {
    if (this.#problem !== null) return;
    this.#problem = problem;
    this.#socket.destroy();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const settle of pending) settle(new BusError(problem));
    if (!this.#closed) this.#tellLost?.(problem);
  }
}
