/** Query programs over periods of time; period-query.ts says which. */
import { z } from 'zod';
import { parsePeriod, parseProgram, runProgram } from '../period-query.ts';
import { bodyReader, ok, type Route, route } from '../route.ts';
import { queryInput } from '../schemas.ts';

const LIMIT = 1024 * 1024;

export const queryRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/query',
    summary: 'Run a query over each period; one result per period',
    body: bodyReader(queryInput, LIMIT),
    answers: { 200: z.array(z.json()) },
    async handle({ operations }, { body }) {
      const program = parseProgram(body.query.join('\n'));
      const parts: Uint8Array[] = [];
      for (const period of body.timeperiods.map(parsePeriod)) {
        parts.push(Buffer.from(parts.length === 0 ? '[' : ','), await runProgram(program, period, operations));
      }
      parts.push(Buffer.from(parts.length === 0 ? '[]' : ']'));
      return ok(Buffer.concat(parts));
    },
  }),
];
