/**
 * The window's side of the WebSocket: numbered calls, pushes to whoever listens, and a connection that comes back by
 * itself. A call that was sent when the connection broke fails, since it may or may not have been done; one that is
 * made meanwhile waits a while. After coming back the listeners are told whatever they may have missed.
 */
import { type Channel, PUSHES, type Push } from '../../preload/contract/channels.ts';
import { DaytrailError, type Result } from '../../preload/contract/result.ts';
import type { Answer, Args, Payload } from '../../preload/contract/schemas.ts';
import { type FromBridge, REFUSED_CODE, type ToBridge } from '../../preload/contract/socket.ts';
import type { Connection } from './connection.ts';

/** What is used of a WebSocket. */
export interface SocketLike {
  send(text: string): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
}

export interface SocketClientOptions {
  readonly open: () => SocketLike;
  /** Null: there is none, and nothing is tried. */
  readonly token: string | null;
  readonly connection: Connection;
}

/** A call that finds no connection waits for one this long. */
const PATIENCE_MS = 10_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5000;

const REFUSED = { kind: 'forbidden', message: 'Open the address that Daytrail printed when it started.' } as const;
const UNANSWERED = { kind: 'closed', message: 'Daytrail does not answer. It may have been quit.' } as const;

type Listeners = { readonly [P in Push]: Set<(payload: Payload<P>) => void> };

const noListeners = () => Object.fromEntries(PUSHES.map((push) => [push, new Set()])) as unknown as Listeners;

export class SocketClient {
  readonly #options: SocketClientOptions;
  readonly #connection: Connection;
  readonly #calls = new Map<number, { resolve(value: unknown): void; reject(error: DaytrailError): void }>();
  readonly #listeners: Listeners = noListeners();
  #socket: SocketLike | null = null;
  #nextId = 1;
  #retryMs = FIRST_RETRY_MS;
  #wasConnected = false;

  constructor(options: SocketClientOptions) {
    this.#options = options;
    this.#connection = options.connection;
    if (options.token === null) this.#connection.set('refused');
    else this.#open(options.token);
  }

  /** Resolves when there is a connection; rejects with `forbidden` when there will be none, with `closed` after `ms`. */
  whenConnected(ms = Number.POSITIVE_INFINITY): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const state = this.#connection.get();
        if (state !== 'connected' && state !== 'refused') return false;
        unsubscribe();
        clearTimeout(patience);
        if (state === 'connected') resolve();
        else reject(new DaytrailError(REFUSED));
        return true;
      };
      const unsubscribe = this.#connection.subscribe(look);
      let patience: ReturnType<typeof setTimeout> | undefined;
      if (look() || ms === Number.POSITIVE_INFINITY) return;
      patience = setTimeout(() => {
        unsubscribe();
        reject(new DaytrailError(UNANSWERED));
      }, ms);
    });
  }

  async call<C extends Channel>(channel: C, args: Args<C>): Promise<Answer<C>> {
    if (this.#connection.get() !== 'connected') await this.whenConnected(PATIENCE_MS);
    const id = this.#nextId++;
    return new Promise<Answer<C>>((resolve, reject) => {
      this.#calls.set(id, { resolve: (value) => resolve(value as Answer<C>), reject });
      this.#send({ kind: 'call', id, channel, args });
    });
  }

  subscribe<P extends Push>(push: P, listener: (payload: Payload<P>) => void): () => void {
    const listeners = this.#listeners[push];
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }

  #send(message: ToBridge): void {
    this.#socket?.send(JSON.stringify(message));
  }

  #open(token: string): void {
    const socket = this.#options.open();
    this.#socket = socket;
    socket.onopen = () => this.#send({ kind: 'hello', token });
    socket.onmessage = ({ data }: { data: unknown }) => this.#receive(JSON.parse(String(data)));
    socket.onclose = ({ code }: { code: number }) => this.#closed(code, token);
  }

  #receive(message: FromBridge): void {
    if (message.kind === 'answer') this.#answered(message.id, message.result);
    else if (message.kind === 'push') this.#tell(message.push, message.payload as Payload<Push>);
    else this.#welcomed();
  }

  #answered(id: number, result: Result<unknown>): void {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    if (result.ok) call?.resolve(result.value);
    else call?.reject(new DaytrailError(result.error));
  }

  #welcomed(): void {
    const cameBack = this.#wasConnected;
    this.#wasConnected = true;
    this.#retryMs = FIRST_RETRY_MS;
    this.#connection.set('connected');
    // If it breaks again meanwhile, the next welcome does it.
    if (cameBack) this.#tellWhatWasMissed().catch(() => undefined);
  }

  #closed(code: number, token: string): void {
    this.#socket = null;
    const refused = code === REFUSED_CODE;
    this.#connection.set(refused ? 'refused' : 'lost');
    for (const call of this.#calls.values()) call.reject(new DaytrailError(refused ? REFUSED : UNANSWERED));
    this.#calls.clear();
    if (refused) return;
    setTimeout(() => this.#open(token), this.#retryMs);
    this.#retryMs = Math.min(LAST_RETRY_MS, this.#retryMs * 2);
  }

  /** Anything may have changed, and every bucket's events are to be read again. */
  async #tellWhatWasMissed(): Promise<void> {
    this.#tell('status', await this.call('status.get', []));
    const buckets = await this.call('buckets.list', []);
    this.#tell('buckets', null);
    this.#tell('privacy', null);
    const changed = buckets.flatMap(({ id, first, last }) =>
      first === null || last === null ? [] : [{ bucket: id, start: first, end: last, events: null }],
    );
    if (changed.length > 0) this.#tell('events', { buckets: changed });
    if (this.#listeners.imports.size > 0) this.#tell('imports', await this.call('imports.progress', []));
    if (this.#listeners.access.size > 0) this.#tell('access', await this.call('access.get', []));
    if (this.#listeners.watchers.size > 0) this.#tell('watchers', await this.call('watchers.get', []));
    if (this.#listeners.config.size > 0) this.#tell('config', await this.call('config.get', []));
    if (this.#listeners.backups.size > 0) this.#tell('backups', await this.call('backups.state', []));
    if (this.#listeners.updates.size > 0) this.#tell('updates', await this.call('updates.get', []));
  }

  #tell<P extends Push>(push: P, payload: Payload<P>): void {
    for (const listener of this.#listeners[push]) {
      try {
        listener(payload);
      } catch (error) {
        // One listener's defect must not keep the others from hearing.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
