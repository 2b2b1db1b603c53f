/**
 * One text for equal JSON: keys sorted at every depth, so that the order in which a watcher writes them does not matter.
 * Stored data is compared and found by this text.
 */
import type { Json } from './event.ts';

/** Deeper data is refused: nothing a watcher sends comes near, and recursion must end before the stack does. */
export const MAX_DEPTH = 64;

/** The value is not JSON (undefined, not finite, a class) or nested deeper than MAX_DEPTH. */
export class NotJsonError extends Error {
  override readonly name = 'NotJsonError';
}

const byCodeUnit = (a: string, b: string) => (a < b ? -1 : 1);

export function canonicalJson(value: Json, depth = 0): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new NotJsonError('A number in the data is not finite.');
      return JSON.stringify(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object': {
      if (value === null) return 'null';
      if (depth >= MAX_DEPTH) throw new NotJsonError(`The data is nested deeper than ${MAX_DEPTH} levels.`);
      if (isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(',')}]`;
      let text = '';
      for (const key of Object.keys(value).sort(byCodeUnit)) {
        text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(value[key] as Json, depth + 1)}`;
      }
      return `{${text}}`;
    }
    default:
      throw new NotJsonError(`The data holds a value of type ${typeof value}, which JSON does not have.`);
  }
}

/** Whether both have the same canonical text, found without building it. Key order is irrelevant, that of arrays is not. */
export function equalJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((item, index) => equalJson(item, b[index] as Json));
  }
  if (isArray(b)) return false;
  // Most that differ differ in a value of the same keys: counting keys comes last.
  let count = 0;
  for (const key in a) {
    const value = a[key] as Json;
    // Nothing is inherited that is a text.
    const equal =
      typeof value === 'string' ? b[key] === value : Object.hasOwn(b, key) && equalJson(value, b[key] as Json);
    if (!equal) return false;
    count++;
  }
  return count === Object.keys(b).length;
}

/** Array.isArray does not narrow a readonly array. */
function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
