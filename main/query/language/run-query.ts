/**
 * Runs a program over each of its periods, within bounds, and gives the results as JSON or says what is wrong.
 */
import type { Period } from '../../events/query-event.ts';
import { Budget, outOfTime } from './budget.ts';
import type { EventSource } from './functions.ts';
import { Interpreter } from './interpreter.ts';
import { parse } from './parser.ts';
import { patternMemory } from './pattern.ts';
import { QueryError, type QueryFailure } from './query-error.ts';
import { ResultWriter } from './result-json.ts';
import { withinTime } from './time-limit.ts';

export interface QueryProgram {
  readonly text: string;
  readonly periods: readonly Period[];
}

/** `json`: an array with the value of RETURN for each period, in UTF-8. */
export type QueryAnswer =
  | { readonly ok: true; readonly json: Uint8Array }
  | { readonly ok: false; readonly failure: QueryFailure };

export interface QueryLimits {
  /** For all periods together. */
  readonly ms: number;
  /** Whether nobody waits for the answer any more; asked often. */
  readonly cancelled: () => boolean;
  /** The program was ended while it did anything at all, also reading from its source. */
  readonly stopped: () => void;
}

/** Times of day jump; this clock does not. */
const now = () => performance.now();

/** A wrong program is an answer; what is thrown is the source's error or a defect. */
export function runQuery({ text, periods }: QueryProgram, source: EventSource, limits: QueryLimits): QueryAnswer {
  const deadline = now() + limits.ms;
  const writer = new ResultWriter();
  let running: Interpreter | null = null;
  const runAll = () => {
    const program = parse(text);
    const compile = patternMemory();
    let separator = '[';
    for (const period of periods) {
      const budget = new Budget({ deadline, now, cancelled: limits.cancelled });
      budget.check(null);
      running = new Interpreter({
        source,
        period,
        budget,
        compile,
        data: source.data(),
      });
      const value = running.run(program);
      writer.mark(separator);
      writer.value(value, budget);
      separator = ',';
    }
    writer.mark(periods.length === 0 ? '[]' : ']');
  };
  try {
    if (withinTime(limits.ms, runAll) === null) {
      limits.stopped();
      throw outOfTime((running as Interpreter | null)?.at ?? null);
    }
    return { ok: true, json: writer.joined() };
  } catch (error) {
    if (error instanceof QueryError) return { ok: false, failure: error.failure };
    throw error;
  }
}
