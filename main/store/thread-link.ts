/**
 * One life of the store thread, seen from the main thread: its messages, the calls it owes an answer, its end.
 */
import type { Worker } from 'node:worker_threads';
import type { Packed } from '../query/protocol.ts';
import type { FromStore, ToStore } from './protocol.ts';
import { fromErrorValue, StoreError } from './store-error.ts';

/** Questions to the thread; the link numbers them. */
type Question = Extract<ToStore, { id: number }>;
export type Unnumbered = Question extends infer Q ? (Q extends Question ? Omit<Q, 'id'> : never) : never;

export type News = Exclude<FromStore, { kind: 'answer' | 'ready' | 'failed' }>;
export type Answer = { readonly value: unknown } | { readonly packed: Packed };

interface Pending {
  resolve(answer: Answer): void;
  reject(error: StoreError): void;
}

export class ThreadLink {
  /** Resolves once the record is open. Rejects with the StoreError that kept it from opening, or `closed` if the thread died first. */
  readonly ready: Promise<void>;
  /** Resolves when the thread has ended, with why. Made with the thread, so that its end cannot be missed. */
  readonly exited: Promise<StoreError>;
  readonly #worker: Worker;
  readonly #onNews: (news: News) => void;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  readonly #opened: Pick<PromiseWithResolvers<void>, 'resolve' | 'reject'>;
  #failure: StoreError | null = null;
  #ended = false;

  constructor(worker: Worker, onNews: (news: News) => void) {
    this.#worker = worker;
    this.#onNews = onNews;
    const { promise, ...opened } = Promise.withResolvers<void>();
    this.ready = promise;
    this.#opened = opened;
    // Who only awaits the exit need not look at this one.
    promise.catch(() => undefined);

    let reason = 'it exited';
    worker.on('message', (message: FromStore) => this.#receive(message));
    worker.on('error', (error: unknown) => {
      reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    });
    this.exited = new Promise((resolve) => {
      worker.on('exit', () => {
        const failure = this.#failure ?? new StoreError('closed', `The store's thread ended: ${reason}`);
        this.#end(failure);
        resolve(failure);
      });
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Rejects with the StoreError that the thread answers, or `closed` if it ends first. */
  ask(question: Unnumbered): Promise<Answer> {
    if (this.#ended) return Promise.reject(gone());
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#post({ ...question, id });
    });
  }

  flush(): void {
    this.#post({ kind: 'flush' });
  }

  readAhead(): void {
    this.#post({ kind: 'read-ahead' });
  }

  #post(message: ToStore): void {
    this.#worker.postMessage(message);
  }

  #receive(message: FromStore): void {
    switch (message.kind) {
      case 'ready':
        this.#opened.resolve();
        break;
      case 'failed':
        this.#failure = fromErrorValue(message.error);
        break;
      case 'answer': {
        const pending = this.#pending.get(message.id);
        this.#pending.delete(message.id);
        if (message.ok) pending?.resolve(message);
        else pending?.reject(fromErrorValue(message.error));
        break;
      }
      default:
        this.#onNews(message);
    }
  }

  #end(failure: StoreError): void {
    this.#ended = true;
    this.#opened.reject(failure);
    for (const { reject } of this.#pending.values()) reject(gone());
    this.#pending.clear();
  }
}

const gone = () => new StoreError('closed', "The store's thread ended before it answered. Try again.");
