/**
 * A stand-in for a system's library, for tests: declarations are read by koffi itself, which knows each system's on any,
 * and the functions are the test's own. What it cannot show is that the real ones do as their documentation says.
 */
import koffi from 'koffi';
import type { Library, NativeArgument } from './library.ts';

export type FakeFunctions = Readonly<Record<string, (...args: NativeArgument[]) => unknown>>;

export function fakeLibraries(functions: FakeFunctions): (name: string) => Promise<Library> {
  return async () => ({
    func(declaration) {
      // koffi wants each prototype's name only once in a process.
      const [, name = ''] = /(\w+)\(/.exec(declaration) ?? [];
      const { arguments: declared } = koffi.type(koffi.proto(declaration.replace(name, `${name}_${counter++}`)))
        .proto ?? {
        arguments: [],
      };
      const run = functions[name];
      if (run === undefined) throw new Error(`The test has no ${name}`);
      return (...args) => {
        if (args.length !== declared.length) throw new Error(`${name} takes ${declared.length} arguments`);
        return run(...args);
      };
    },
  });
}

let counter = 0;
