/**
 * The data of programs' events, by number: recorded data has its source's numbers, from 0; what programs make of it has
 * negative ones. What depends on data alone is worked out once for each number, not once for each event, and remembered
 * from one program to the next: a window asks with the same rules, of other days, again and again.
 */
import { equalJson } from '../../events/canonical.ts';
import type { JsonObject } from '../../events/event.ts';
import { groupName } from '../../events/merge.ts';

/** In no group. */
export const NO_GROUP = -1;
/** More than a program of ActivityWatch's window asks. */
const MOST_QUESTIONS = 32;
/** Objects that programs have made: about 250 bytes each, of a thread's heap of 512 MB. */
interface Bounds {
  /** More are not kept for the next program. */
  readonly kept: number;
  /** More are not made by one. */
  readonly most: number;
}
const BOUNDS: Bounds = { kept: 200_000, most: 1_000_000 };

export interface Groups {
  /** Of data by its number: from 0, or NO_GROUP. */
  readonly of: (number: number) => number;
  /** How many there have been: numbers of groups are smaller. */
  count(): number;
}

export class ProgramData {
  readonly #recorded: (number: number) => JsonObject;
  readonly #bounds: Bounds;
  readonly #made: JsonObject[] = [];
  /** What is remembered, by the question. Least recently used first. */
  readonly #answers = new Map<string, Answers>();

  /** `recorded`: the data with a number from 0 on; equal data has one number. */
  constructor(recorded: (number: number) => JsonObject, bounds = BOUNDS) {
    this.#recorded = recorded;
    this.#bounds = bounds;
  }

  /** Whether it is time for another, between two programs: what was made is never forgotten. */
  get isFull(): boolean {
    return this.#made.length > this.#bounds.kept;
  }

  /** Whether a program has to end. */
  get isOverfull(): boolean {
    return this.#made.length > this.#bounds.most;
  }

  object(number: number): JsonObject {
    return number >= 0 ? this.#recorded(number) : (this.#made[~number] ?? {});
  }

  /** A number for data that a program has made. */
  add(made: JsonObject): number {
    return ~(this.#made.push(made) - 1);
  }

  /** Whether the data with these numbers is equal. Different numbers of recorded data are of different data. */
  readonly same = (a: number, b: number): boolean =>
    a === b || ((a < 0 || b < 0) && equalJson(this.object(a), this.object(b)));

  /** Whether something holds of the data. `question` says all that the answer depends on, besides the data. */
  test(question: string, holds: (data: JsonObject) => boolean): (number: number) => boolean {
    const answers = this.#answersTo(question);
    const ask = (number: number) => (holds(this.object(number)) ? 1 : 0);
    return (number) => answers.of(number, ask) === 1;
  }

  /** The number of the data that is made of other data, which may be itself. */
  changed(question: string, change: (data: JsonObject) => JsonObject): (number: number) => number {
    const answers = this.#answersTo(question);
    const ask = (number: number): number => {
      const data = this.object(number);
      const changed = change(data);
      return changed === data ? number : this.add(changed);
    };
    return (number) => answers.of(number, ask);
  }

  /** The groups of data that has the same values of the keys (main/events/merge.ts). */
  groupsBy(keys: readonly string[]): Groups {
    const answers = this.#answersTo(`merge ${JSON.stringify(keys)}`);
    const { names } = answers;
    const ask = (number: number): number => {
      const name = groupName(this.object(number), keys);
      if (name === null) return NO_GROUP;
      const known = names.get(name);
      if (known !== undefined) return known;
      names.set(name, names.size);
      return names.size - 1;
    };
    return { of: (number) => answers.of(number, ask), count: () => names.size };
  }

  #answersTo(question: string): Answers {
    const answers = this.#answers.get(question) ?? new Answers();
    this.#answers.delete(question);
    this.#answers.set(question, answers);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MOST_QUESTIONS && oldest !== undefined) this.#answers.delete(oldest);
    return answers;
  }
}

/** No answer: the least integer of 32 bits. */
const UNKNOWN = -(2 ** 31);
const LEAST_ROOM = 1024;

/** The answers to one question, integers, by the number of the data. */
class Answers {
  /** Where the answers are groups: which there are. */
  readonly names = new Map<string, number>();
  #recorded = new Int32Array(0);
  #made = new Int32Array(0);

  of(number: number, ask: (number: number) => number): number {
    const place = number >= 0 ? number : ~number;
    const known = (number >= 0 ? this.#recorded : this.#made)[place];
    if (known !== undefined && known !== UNKNOWN) return known;
    const answer = ask(number);
    if (number >= 0) {
      if (place >= this.#recorded.length) this.#recorded = grown(this.#recorded, place);
      this.#recorded[place] = answer;
    } else {
      if (place >= this.#made.length) this.#made = grown(this.#made, place);
      this.#made[place] = answer;
    }
    return answer;
  }
}

function grown(answers: Int32Array, place: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(place + 1, 2 * answers.length, LEAST_ROOM)).fill(UNKNOWN);
  larger.set(answers);
  return larger;
}
