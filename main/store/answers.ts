/** The answers to what the main thread asks, each with the id of its question; calls of operations among them. */
import type { Log } from '../lifecycle/log.ts';
import type { ReadCall, ReadName } from '../query/reads.ts';
import { isRead } from './operation-names.ts';
import type { OperationName, Operations } from './operations.ts';
import type { FromStore, ToStore } from './protocol.ts';
import { toErrorValue } from './store-error.ts';
import type { StoreOperations } from './store-operations.ts';

/** Calls that take longer are logged by name. */
const SLOW_MS = 100;

export interface AnswersOptions {
  readonly operations: StoreOperations;
  readonly log: Log;
  post(message: FromStore, transfer?: readonly ArrayBuffer[]): void;
}

export class Answers {
  readonly #options: AnswersOptions;

  constructor(options: AnswersOptions) {
    this.#options = options;
  }

  /** Runs the operation, and answers with what comes of it. */
  call({ id, method, args }: ToStore & { kind: 'call' }): void {
    const { operations, log, post } = this.#options;
    const started = performance.now();
    const answered = () => {
      const ms = Math.round(performance.now() - started);
      if (ms > SLOW_MS) log.info(`${method} took ${ms} ms.`);
    };
    if (isRead(method)) {
      operations
        .readPacked({ method, args } as ReadCall)
        .then((packed) => post({ kind: 'answer', id, ok: true, packed }, [packed.buffer]))
        .catch((error: unknown) => this.fail(id, error))
        .finally(answered);
      return;
    }
    try {
      const value = invoke(operations, method, args);
      if (value instanceof Promise) this.settle(id, value);
      else this.give(id, value);
    } catch (error) {
      this.fail(id, error);
    }
    answered();
  }

  settle(id: number, result: Promise<unknown>): void {
    result.then(
      (value) => this.give(id, value),
      (error: unknown) => this.fail(id, error),
    );
  }

  give(id: number, value: unknown): void {
    this.#options.post({ kind: 'answer', id, ok: true, value });
  }

  fail(id: number, error: unknown): void {
    this.#options.post({ kind: 'answer', id, ok: false, error: toErrorValue(error) });
  }
}

/** The arguments were typed where the call was made (store-handle.ts). */
function invoke(operations: Operations, method: Exclude<OperationName, ReadName>, args: readonly unknown[]): unknown {
  const operation = operations[method] as (...args: readonly unknown[]) => unknown;
  return operation.apply(operations, [...args]);
}
