/**
 * Query requests and their answers as ActivityWatch's clients know them.
 */
import type { QueryFailure } from '../query/language/query-error.ts';
import type { QueryProgram } from '../query/language/run-query.ts';
import { HttpError } from './http-error.ts';
import type { Answer } from './route.ts';
import { parseTimestamp } from './timestamp.ts';

interface QueryRequest {
  readonly timeperiods: readonly string[];
  readonly query: readonly string[];
}

/** What a message repeats of a period that is none. */
const MAX_SHOWN = 100;

/** The lines of the program are joined by line ends, as in aw-server-rust. */
export function readProgram({ timeperiods, query }: QueryRequest): QueryProgram {
  return { text: query.join('\n'), periods: timeperiods.map(parsePeriod) };
}

/** A period of time as it is sent: `start/end`. */
function parsePeriod(text: string): { start: number; end: number } {
  const [from, to, ...rest] = text.split('/');
  const wrong = (why: string) =>
    new HttpError(400, `'${text.slice(0, MAX_SHOWN)}' is no time period: ${why}.`, {
      details: { type: 'QueryParseException' },
    });
  if (from === undefined || to === undefined || rest.length > 0) throw wrong("it is written as 'start/end'");
  const period = { start: parseTimestamp(from, 'timeperiods'), end: parseTimestamp(to, 'timeperiods') };
  if (period.start > period.end) throw wrong('it ends before it starts');
  return period;
}

/** Clients show `message` alone; `type` is what aw-server has. */
export const refusal = (failure: QueryFailure): Answer => ({ status: 400, body: JSON.stringify(failure) });
