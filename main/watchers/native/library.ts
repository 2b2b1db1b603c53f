/**
 * Functions of the system's own libraries, called through koffi. It is loaded only here and only when asked for, which
 * Windows and macOS alone do.
 *
 * Everything that fails is a BackendError: a library or function that is not there, and koffi itself.
 */
import { messageOf } from '../../lifecycle/message-of.ts';
import { BackendError } from '../backend.ts';

/** Buffers are written to by the function; a pointer or a handle is a number, a bigint where it is larger. */
export type NativeArgument = number | bigint | string | Buffer | null;
export type NativeFunction = (...args: NativeArgument[]) => unknown;

export interface Library {
  /** By its declaration in C. */
  func(declaration: string): NativeFunction;
}

/** By the name or path that the system's loader knows. */
export async function openLibrary(name: string): Promise<Library> {
  const koffi = await import('koffi').catch((error: unknown) => {
    throw failed(`The module that calls the system cannot be loaded (${messageOf(error)}).`);
  });
  const library = attempt(`The system's library ${name} cannot be opened`, () => koffi.default.load(name));
  return {
    func: (declaration) => {
      const call: NativeFunction = attempt(`The system's library ${name} lacks a function`, () =>
        library.func(declaration),
      );
      return (...args) => attempt(`A function of the system's library ${name} failed`, () => call(...args));
    },
  };
}

/** A whole number, as which handles and pointers come too. */
export function asNumber(value: unknown): number | bigint {
  return typeof value === 'bigint' || typeof value === 'number' ? value : 0;
}

function attempt<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw failed(`${what} (${messageOf(error)}).`);
  }
}

const failed = (message: string) => new BackendError('broken', message);
