import { request } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import type { Operations } from '../../store/operations.ts';
import { queryFailure } from '../schemas.ts';
import { expectRefusal, startApi, type TestApi, withBucket } from '../testing.ts';

const DAY = '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z';

async function withEvents(): Promise<TestApi> {
  const api = await withBucket();
  const body = [
    { timestamp: '2026-01-01T00:00:00Z', duration: 1, data: { n: 1 } },
    { timestamp: '2026-01-02T00:00:00Z', duration: 1, data: { n: 2 } },
  ];
  await api.send('POST', '/api/0/buckets/b/events', { body });
  return api;
}

const ask = (api: TestApi, query: readonly string[], timeperiods: readonly string[] = [DAY]) =>
  api.send('POST', '/api/0/query/?name=n&cache=1', { body: { timeperiods, query } });

describe('queries', () => {
  it('give the events of a bucket for each period, newest first and cut to it', async () => {
    const api = await withEvents();
    const reply = await ask(api, ['bucket="b";', 'RETURN=query_bucket(bucket);'], [DAY, '1980-01-01/1980-01-02']);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject([
      [
        { data: { n: 2 }, duration: 0 },
        { data: { n: 1 }, duration: 1 },
      ],
      [],
    ]);
  });

  it('join their lines, and know comments, both quotes and texts as results', async () => {
    const api = await withEvents();
    const program = ['# first', "a = 'it\\'s;'", '; b = "say \\"=\\"";', 'RETURN = a'];
    expect((await ask(api, program)).json).toEqual(["it's;"]);
    expect((await ask(api, program, [])).json).toEqual([]);
  });

  it.each([
    ['RETURN = query_bucket("none");', 'QueryFunctionException', "There's no bucket named 'none' (line 1, column 10)."],
    [
      'RETURN = y;',
      'QueryInterpretException',
      "Tried to reference variable 'y' which is not defined (line 1, column 10).",
    ],
    ['a = "b";', 'QueryParseException', "The query doesn't assign the RETURN variable, nothing to respond."],
    [
      'RETURN = 5\n  x = 1;',
      'QueryParseException',
      "The query cannot be read: expected ';' or an operator, found 'x' (line 2, column 3).",
    ],
  ])('that cannot be run say why, and where: %s', async (program, type, why) => {
    const api = await withEvents();
    const reply = await ask(api, [program]);
    expect([reply.status, reply.json]).toEqual([400, expect.objectContaining({ type, message: why })]);
    expect(queryFailure.safeParse(reply.json)).toMatchObject({ success: true });
  });

  it.each([
    ['yesterday', "'yesterday' is no time period: it is written as 'start/end'."],
    ['2026-01-02/2026-01-01', "'2026-01-02/2026-01-01' is no time period: it ends before it starts."],
    ['/'.repeat(200), `'${'/'.repeat(100)}' is no time period: it is written as 'start/end'.`],
  ])('of a period that is none name it: %s', async (period, why) => {
    const reply = await ask(await withEvents(), ['RETURN = 1;'], [DAY, period]);
    expect([reply.status, reply.json]).toEqual([400, { type: 'QueryParseException', message: why }]);
  });

  it('say what was expected and what was found as keys of their own', async () => {
    const api = await withEvents();
    expect((await ask(api, ['RETURN = flood("b");'])).json).toEqual({
      type: 'QueryFunctionException',
      message: "Argument 1 of 'flood' is of invalid type: expected a list of events, found a text (line 1, column 16).",
      line: 1,
      column: 16,
      expected: 'a list of events',
      found: 'a text',
    });
  });

  it('answer as other routes do: times, lengths, ids, and null for the id of what is not recorded', async () => {
    const api = await withEvents();
    const program = [
      'e = query_bucket("b");',
      'RETURN = {"e": limit_events(e, 1), "m": merge_events_by_keys(e, ["n"])};',
    ];
    expect((await ask(api, program)).json).toEqual([
      {
        e: [{ id: 2, timestamp: '2026-01-02T00:00:00Z', duration: 0, data: { n: 2 } }],
        m: [
          { id: null, timestamp: '2026-01-02T00:00:00Z', duration: 0, data: { n: 2 } },
          { id: null, timestamp: '2026-01-01T00:00:00Z', duration: 1, data: { n: 1 } },
        ],
      },
    ]);
  });

  it('see what was written just before', async () => {
    const api = await withBucket({ store: {} });
    const beat = { timestamp: '2026-01-01T00:00:00Z', data: { n: 1 } };
    await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=1', { body: beat });
    expect((await ask(api, ['RETURN = query_bucket_eventcount("b");'])).json).toEqual([1]);
  });

  it('end when nobody waits for them any more', async () => {
    let left: (() => void) | null = null;
    const gone = new Promise<void>((resolve) => {
      left = resolve;
    });
    const query: Operations['query'] = async (_program, givenUp = new SharedArrayBuffer(4)) => {
      const flag = new Int32Array(givenUp);
      client.destroy();
      await vi.waitFor(() => expect(Atomics.load(flag, 0)).toBe(1), 15_000);
      left?.();
      return { ok: true, json: Buffer.from('[]') };
    };
    const api = await startApi({ operations: { query } });
    const client = request({ host: '127.0.0.1', port: api.port, method: 'POST', path: '/api/0/query/', agent: false });
    client.on('error', () => undefined);
    client.setHeader('Content-Type', 'application/json');
    client.end(JSON.stringify({ timeperiods: [DAY], query: ['RETURN = 1;'] }));
    await gone;
  });

  it.each([
    [{ query: [] }, /'timeperiods' is missing/],
    [{ timeperiods: [DAY], query: 'RETURN = "a";' }, /'query' is not valid/],
    [{ timeperiods: ['2026-01-01'], query: ['RETURN = "a";'] }, /'start\/end'/],
    [{ timeperiods: ['2026-01-02/2026-01-01'], query: ['RETURN = "a";'] }, /before it starts/],
    [{ timeperiods: ['2026-01-01/x'], query: ['RETURN = "a";'] }, /'timeperiods' is not a time/],
  ])('with the wrong body are refused: %j', async (body, why) => {
    const api = await withEvents();
    expectRefusal(await api.send('POST', '/api/0/query', { body }), 400, why);
  });
});
