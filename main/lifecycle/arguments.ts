/**
 * Reads a command line: switches, flags with a value, and what stands bare between them. What is not known, or lacks its
 * value, is an error that names it.
 */
import { parseArgs } from 'node:util';

/** Each flag's name without `--`, and what its value is; null: it has none. */
export type FlagTable = Readonly<Record<string, string | null>>;

export type Arguments<Table extends FlagTable> =
  | { readonly ok: true; readonly given: GivenFlags<Table>; readonly bare: readonly string[] }
  | { readonly ok: false; readonly message: string };

export interface GivenFlags<Table extends FlagTable> {
  has(name: keyof Table): boolean;
  /** Of a flag given twice, the last one; null: it was not given. */
  last(name: keyof Table): string | null;
  all(name: keyof Table): readonly string[];
}

export function readArguments<Table extends FlagTable>(args: readonly string[], table: Table): Arguments<Table> {
  const options = Object.fromEntries(
    Object.entries(table).map(([name, value]) => [name, { type: value === null ? 'boolean' : 'string' } as const]),
  );
  const { tokens } = parseArgs({ args: [...args], options, strict: false, allowPositionals: true, tokens: true });
  const given = new Map<keyof Table, string[]>();
  const bare: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      bare.push(token.value);
      continue;
    }
    const { name, rawName, value } = token;
    if (!Object.hasOwn(table, name) || !rawName.startsWith('--')) return error(`unknown flag ${rawName}`);
    const wanted = table[name] ?? null;
    if (wanted === null && value !== undefined) return error(`${rawName} takes no value, but was given ${value}`);
    if (wanted !== null && (value === undefined || value === '' || (!token.inlineValue && value.startsWith('--')))) {
      return error(`${rawName} needs ${wanted}`);
    }
    given.set(name, [...(given.get(name) ?? []), value ?? '']);
  }
  return {
    ok: true,
    bare,
    given: {
      has: (name) => given.has(name),
      last: (name) => given.get(name)?.at(-1) ?? null,
      all: (name) => given.get(name) ?? [],
    },
  };
}

const error = (message: string) => ({ ok: false, message }) as const;
