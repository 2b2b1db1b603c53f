import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, equalJson, MAX_DEPTH, NotJsonError } from './canonical.ts';
import type { Json } from './event.ts';

const json = () => fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

function nested(depth: number): Json {
  let value: Json = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

function shuffled(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(shuffled);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, shuffled(item)]),
  );
}

describe('canonical JSON', () => {
  it('sorts keys at every depth and leaves arrays in their order', () => {
    expect(canonicalJson({ title: 'x', app: { z: [3, { b: 1, a: 2 }], a: null } })).toBe(
      '{"app":{"a":null,"z":[3,{"a":2,"b":1}]},"title":"x"}',
    );
  });

  it('sorts keys that look like numbers as text, though an object lists them first', () => {
    expect(canonicalJson({ b: 1, '10': 2, '9': 3 })).toBe('{"10":2,"9":3,"b":1}');
  });

  it('reads back as the same value, whatever the value', () => {
    fc.assert(fc.property(json(), (value) => equalJson(JSON.parse(canonicalJson(value)), value)));
  });

  it('keeps broken surrogates and control characters as escapes, so that they survive a text column', () => {
    expect(canonicalJson({ t: '\ud800\u0000\n' })).toBe('{"t":"\\ud800\\u0000\\n"}');
  });

  it('takes data of the greatest depth and refuses what is deeper, instead of exhausting the stack', () => {
    expect(canonicalJson(nested(MAX_DEPTH))).toHaveLength(2 * MAX_DEPTH + 1);
    expect(() => canonicalJson(nested(MAX_DEPTH + 1))).toThrow(NotJsonError);
    expect(() => canonicalJson(nested(100_000))).toThrow(NotJsonError);
  });

  it('refuses what JSON cannot hold', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, undefined, 1n, () => 1]) {
      expect(() => canonicalJson({ value } as unknown as Json)).toThrow(NotJsonError);
    }
  });
});

describe('equality of JSON', () => {
  it('is that of the canonical text', () => {
    fc.assert(fc.property(json(), json(), (a, b) => equalJson(a, b) === (canonicalJson(a) === canonicalJson(b))));
  });

  it('does not look at the order of keys', () => {
    fc.assert(fc.property(json(), (value) => equalJson(value, shuffled(value))));
  });

  it.each<[Json, Json]>([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 1, b: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: [1, 2] }, { a: [2, 1] }],
    [{ a: [] }, { a: {} }],
    [{ a: {} }, { a: [] }],
    [{ a: null }, { a: {} }],
    [{ a: 1 }, { a: '1' }],
  ])('tells %j from %j', (a, b) => {
    expect(equalJson(a, b)).toBe(false);
  });
});
