/** The requests that rows are made of. */
import { type Ask, DAY } from '../exchange.ts';
import { event } from '../row.ts';

export const T = DAY.slice(0, -3);
export const BUCKET = { type: 't', client: 'c', hostname: 'h' };
export const NEW: Ask = ['POST', 'buckets/@', BUCKET];
export const LIST: Ask = ['GET', 'buckets/@/events?limit=-1'];
export const PERIOD = '2026-01-01T00:00:00+00:00/2026-01-02T00:00:00+00:00';
export const A = event('00', 1.5);

/** An instant, and whatever is different about it. */
export const at = (second: string, more: object = {}) => ({ ...event(second, 0), ...more });
export const insert = (...events: object[]): Ask => ['POST', 'buckets/@/events', events];
export const beat = (body: object, pulsetime = '5'): Ask => [
  'POST',
  `buckets/@/heartbeat?pulsetime=${pulsetime}`,
  body,
];
export const body = (program: string, timeperiods = [PERIOD]) => ({ timeperiods, query: [program] });
export const query = (program: string, timeperiods?: string[]): Ask => ['POST', 'query/', body(program, timeperiods)];

/** An export of one bucket with one event. */
export const exported = (more: object = {}, id = '@') => ({
  buckets: { [id]: { id, ...BUCKET, created: DAY, events: [{ id: 1, ...A }], ...more } },
});
export const FORM = [
  '--x',
  'Content-Disposition: form-data; name="buckets.json"; filename="e.json"',
  'Content-Type: application/json',
  '',
  JSON.stringify(exported()),
  '--x--',
  '',
].join('\r\n');
