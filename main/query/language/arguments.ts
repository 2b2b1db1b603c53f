/**
 * What functions take: each kind of argument is read from a value, or refused with where it stands.
 */
import type { Json } from '../../events/event.ts';
import { type EventList, NO_EVENTS } from './event-list.ts';
import { type Position, QueryError, unexpected } from './query-error.ts';
import { isEvent, isEventList, isList, itemsOf, toJson, typeName, type Value } from './value.ts';

interface Argument {
  readonly value: Value;
  readonly at: Position;
}

/** A call with its arguments worked out. */
export interface Call {
  readonly name: string;
  readonly at: Position;
  readonly args: readonly Argument[];
}

/** Reads a value; `refuse` makes the error where it is not what is expected. */
export type Kind<T> = (value: Value, refuse: Refuse) => T;
export type Refuse = (expected: string, found: string) => QueryError;

type Kinds = readonly Kind<unknown>[];
type ValuesOf<K extends Kinds> = { readonly [I in keyof K]: K[I] extends Kind<infer T> ? T : never };

export const any: Kind<Value> = (value) => value;

export const number: Kind<number> = (value, refuse) => {
  if (typeof value !== 'number') throw refuse('a number', typeName(value));
  return value;
};

export const text: Kind<string> = (value, refuse) => {
  if (typeof value !== 'string') throw refuse('a text', typeName(value));
  return value;
};

export const events: Kind<EventList> = (value, refuse) => {
  if (isEventList(value)) return value;
  if (!isList(value)) throw refuse('a list of events', typeName(value));
  if (value.length === 0) return NO_EVENTS;
  const other = value.find((item) => !isEvent(item)) ?? null;
  throw refuse('a list of events', `a list with ${typeName(other)} in it`);
};

export const texts: Kind<readonly string[]> = (value, refuse) => {
  if (!isList(value)) throw refuse('a list of texts', typeName(value));
  return itemsOf(value).map((item) => {
    if (typeof item !== 'string') throw refuse('a list of texts', `a list with ${typeName(item)} in it`);
    return item;
  });
};

/** To be compared with data; events among them equal nothing. */
export const values: Kind<readonly Json[]> = (value, refuse) => {
  if (!isList(value)) throw refuse('a list of values', typeName(value));
  return itemsOf(value)
    .map(toJson)
    .filter((item) => item !== undefined);
};

/** The arguments by their kinds. Fails where there are not exactly as many. */
export function take<const K extends Kinds>(call: Call, kinds: K): ValuesOf<K> {
  takeCount(call, kinds.length, kinds.length);
  return kinds.map((kind, index) => kind(call.args[index]?.value ?? null, refusing(call, index))) as ValuesOf<K>;
}

export function takeCount(call: Call, least: number, most: number): void {
  const count = call.args.length;
  if (count >= least && count <= most) return;
  const expected = `${least === most ? least : `${least} or ${most}`} argument${most === 1 ? '' : 's'}`;
  throw unexpected(
    'QueryInterpretException',
    `Tried to call function '${call.name}' with invalid amount of arguments`,
    expected,
    String(count),
    call.at,
  );
}

export function refusing(call: Call, index: number): Refuse {
  const at = call.args[index]?.at ?? call.at;
  return (expected, found) =>
    unexpected(
      'QueryFunctionException',
      `Argument ${index + 1} of '${call.name}' is of invalid type`,
      expected,
      found,
      at,
    );
}

/** A function was given what it cannot work with, though it is of the right type. */
export const failure = (problem: string, at: Position): QueryError =>
  new QueryError('QueryFunctionException', problem, at);
