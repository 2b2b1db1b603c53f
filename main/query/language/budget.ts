/**
 * What a program may take: time, memory, and no more than that. The language has no loops, so its length bounds its
 * steps, but one step may double what the step before it made.
 */
import { type Position, QueryError } from './query-error.ts';
import { isEvent, isEventList, type Value } from './value.ts';

/** Events, and what weighs as much as one at most: about 100 bytes each, of a thread's heap of 512 MB. */
const MAX_HELD = 2_500_000;
/** Characters that count like an event. */
const TEXT_UNIT = 64;
export const MAX_TEXT = 4_000_000;
/** Lists and dicts inside one another, however they came to be. */
const MAX_DEPTH = 64;

export interface BudgetOptions {
  /** ms of a clock that never jumps; the program ends then. */
  readonly deadline: number;
  readonly now: () => number;
  /** Whether nobody waits for the answer any more. */
  readonly cancelled: () => boolean;
}

interface Weight {
  readonly held: number;
  readonly depth: number;
}

const LIGHT: Weight = { held: 1, depth: 0 };

export class Budget {
  readonly #options: BudgetOptions;
  readonly #weights = new WeakMap<object, Weight>();
  readonly #variables = new Map<string, number>();
  #variablesHeld = 0;
  /** Made by the statement that runs; what it does not assign is free again after it. */
  #made = 0;

  constructor(options: BudgetOptions) {
    this.#options = options;
  }

  /** Often: throws once the time is over or nobody waits. */
  check(at: Position | null): void {
    if (this.#options.cancelled()) throw new QueryError('QueryInterpretException', 'The query was given up', null);
    if (this.#options.now() > this.#options.deadline) throw outOfTime(at);
  }

  /** Before so many events are made. */
  reserve(events: number, at: Position): void {
    if (this.#variablesHeld + this.#made + events > MAX_HELD) throw tooMuch(at);
  }

  /** Counts a value that has come to be. */
  made(value: Value, at: Position): void {
    if (typeof value === 'string' && value.length > MAX_TEXT) throw tooMuch(at);
    const { held, depth } = this.#weigh(value);
    if (depth > MAX_DEPTH) {
      throw new QueryError('QueryInterpretException', `A value is nested more than ${MAX_DEPTH} levels deep`, at);
    }
    this.reserve(held, at);
    this.#made += held;
  }

  /** The value is kept under the name, in the place of the one before it. */
  assigned(name: string, value: Value): void {
    const { held } = this.#weigh(value);
    this.#variablesHeld += held - (this.#variables.get(name) ?? 0);
    this.#variables.set(name, held);
  }

  endStatement(): void {
    this.#made = 0;
  }

  #weigh(value: Value): Weight {
    if (typeof value === 'string') return { held: 1 + Math.floor(value.length / TEXT_UNIT), depth: 0 };
    if (typeof value !== 'object' || value === null || isEvent(value)) return LIGHT;
    if (isEventList(value)) return { held: 1 + value.length, depth: 1 };
    const known = this.#weights.get(value);
    if (known !== undefined) return known;
    let held = 1;
    let depth = 0;
    for (const item of value.values()) {
      if (isEvent(item)) {
        held++;
        continue;
      }
      const weight = this.#weigh(item);
      held += weight.held;
      depth = Math.max(depth, weight.depth);
    }
    const weight = { held, depth: depth + 1 };
    this.#weights.set(value, weight);
    return weight;
  }
}

export const outOfTime = (at: Position | null): QueryError =>
  new QueryError(
    'QueryInterpretException',
    'The query takes too long and was stopped. Ask for a shorter period, or look for a regular expression that repeats a repetition',
    at,
  );

export const tooMuch = (at: Position): QueryError =>
  new QueryError(
    'QueryInterpretException',
    'The query takes too much memory and was stopped. Ask for a shorter period',
    at,
  );
