/** Query programs over periods of time; docs/activitywatch.md says what the language is. */
import { z } from 'zod';
import { readProgram, refusal } from '../period-query.ts';
import { bodyReader, ok, type Route, route } from '../route.ts';
import { queryFailure, queryInput } from '../schemas.ts';

const LIMIT = 1024 * 1024;

export const queryRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/query',
    summary: 'Run a query over each period; one result per period',
    body: bodyReader(queryInput, LIMIT),
    answers: { 200: z.array(z.json()), 400: queryFailure },
    async handle({ operations }, { body, onGone }) {
      const givenUp = new SharedArrayBuffer(4);
      onGone(() => Atomics.store(new Int32Array(givenUp), 0, 1));
      const answer = await operations.query(readProgram(body), givenUp);
      return answer.ok ? ok(answer.json) : refusal(answer.failure);
    },
  }),
];
