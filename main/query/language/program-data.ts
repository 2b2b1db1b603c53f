/**
 * The data of a program's events, by number: recorded data has its source's numbers, from 0; what the program makes of it
 * has negative ones. What depends on data alone is worked out once for each number, not once for each event.
 */
import { equalJson } from '../../events/canonical.ts';
import type { JsonObject } from '../../events/event.ts';

/** No number of data, and no result of what is worked out from it. */
const UNKNOWN = -(2 ** 31);
const LEAST_ROOM = 1024;

export class ProgramData {
  readonly #recorded: (number: number) => JsonObject;
  readonly #made: JsonObject[] = [];

  /** `recorded`: the data with a number from 0 on; equal data has one number. */
  constructor(recorded: (number: number) => JsonObject) {
    this.#recorded = recorded;
  }

  object(number: number): JsonObject {
    return number >= 0 ? this.#recorded(number) : (this.#made[~number] ?? {});
  }

  /** A number for data that the program has made. */
  add(made: JsonObject): number {
    return ~(this.#made.push(made) - 1);
  }

  /** Whether the data with these numbers is equal. Different numbers of recorded data are of different data. */
  readonly same = (a: number, b: number): boolean =>
    a === b || ((a < 0 || b < 0) && equalJson(this.object(a), this.object(b)));

  /** `work`, asked once for each number of data. It gives integers of 32 bits, and not the least one. */
  once(work: (data: JsonObject, number: number) => number): (number: number) => number {
    let recorded = roomFor(0);
    let made = roomFor(0);
    return (number) => {
      const place = number >= 0 ? number : ~number;
      let known = number >= 0 ? recorded : made;
      const result = known[place] ?? UNKNOWN;
      if (result !== UNKNOWN) return result;
      if (place >= known.length) {
        known = grown(known, place);
        if (number >= 0) recorded = known;
        else made = known;
      }
      const worked = work(this.object(number), number);
      known[place] = worked;
      return worked;
    };
  }

  /** Whether something holds of the data, asked once for each number. */
  test(holds: (data: JsonObject) => boolean): (number: number) => boolean {
    const asked = this.once((data) => (holds(data) ? 1 : 0));
    return (number) => asked(number) === 1;
  }
}

const roomFor = (length: number): Int32Array => new Int32Array(Math.max(length, LEAST_ROOM)).fill(UNKNOWN);

function grown(known: Int32Array, place: number): Int32Array {
  const larger = roomFor(Math.max(place + 1, 2 * known.length));
  larger.set(known);
  return larger;
}
