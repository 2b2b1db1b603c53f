/**
 * Ends work that takes too long, wherever it is: also inside of a regular expression that backtracks for ever, which asks
 * no clock. V8 stops any JavaScript of a thread when it is told to; node:vm tells it, from a thread of its own. So the
 * thread that ran a hopeless program lives on, with its connection and all it remembers.
 */
import { createContext, Script } from 'node:vm';

const CALL = new Script('work()');
const shared: { work: () => void } = { work: () => undefined };
let context: object | null = null;

/**
 * The result of `work`; what it throws is thrown. Null where it took longer than `ms`: it ends wherever it is then,
 * without its `finally`, so it may hold nothing that has to be given back. Not to be called from inside of itself.
 */
export function withinTime<T>(ms: number, work: () => T): { readonly result: T } | null {
  let done: { readonly result: T } | null = null;
  context ??= createContext(shared);
  shared.work = () => {
    done = { result: work() };
  };
  try {
    CALL.runInContext(context, { timeout: Math.max(1, Math.ceil(ms)) });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    return null;
  } finally {
    shared.work = () => undefined;
  }
  return done;
}

/** The error is of the context's own Error, so that instanceof does not know it. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
