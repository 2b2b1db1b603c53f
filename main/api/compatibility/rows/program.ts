/** Query programs over a few events, in the notation of events/test-events.ts. */
import { read } from '../../../events/test-events.ts';
import { type Ask, DAY } from '../exchange.ts';
import type { Row } from '../row.ts';
import { BUCKET } from './asks.ts';

/** A day more at its start, so that nothing lies on an edge. */
const PERIOD = '2025-12-31T00:00:00+00:00/2026-01-02T00:00:00+00:00';

function events(notation: string): object[] {
  return read(notation).map(({ start, end, data }) => ({
    timestamp: new Date(Date.parse(DAY) + start / 1000).toISOString(),
    duration: (end - start) / 1_000_000,
    data,
  }));
}

/** `A` and `B` are the events of the first and the second list, by time. What assigns nothing is what the program returns. */
export function program(text: string, first: string, second?: string): Ask[] {
  const lists = [
    ...(/\bA\b/.test(text) ? ['A = sort_by_timestamp(query_bucket("@"));'] : []),
    ...(/\bB\b/.test(text) ? ['B = sort_by_timestamp(query_bucket("@2"));'] : []),
  ];
  const rest = /RETURN|return/.test(text) ? text : `RETURN = ${text};`;
  return [
    ...filled('buckets/@', first),
    ...(second === undefined ? [] : filled('buckets/@2', second)),
    ['POST', 'query/', { timeperiods: [PERIOD], query: [[...lists, rest].join(' ')] }],
  ];
}

const filled = (bucket: string, notation: string): Ask[] => [
  ['POST', bucket, BUCKET],
  ...(notation === '' ? [] : [['POST', `${bucket}/events`, events(notation)] as const]),
];

/** Rows whose answer is what the program returns. */
export const results = (rows: readonly Row[]): readonly Row[] => rows.map((row) => ({ ...row, see: { result: true } }));
