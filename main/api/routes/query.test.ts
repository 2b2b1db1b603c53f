import { describe, expect, it } from 'vitest';
import { expectRefusal, type TestApi, withBucket } from '../testing.ts';

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
    ['RETURN = query_bucket("none");', 'QueryFunctionException', /no bucket named 'none'/],
    ['RETURN = y;', 'QueryInterpretException', /'y' which is not defined/],
    ['RETURN = flood(query_bucket("b"));', 'QueryInterpretException', /no function 'flood'/],
    ['RETURN = query_bucket();', 'QueryInterpretException', /one argument/],
    ['RETURN = query_bucket(query_bucket("b"));', 'QueryFunctionException', /as text/],
    ['a = "b";', 'QueryParseException', /doesn't assign the RETURN/],
    ['RETURN = 5 +;', 'QueryParseException', /character 10/],
    ['RETURN = "open', 'QueryParseException', /character 10/],
    ['"a" = "b";', 'QueryParseException', /NAME = value/],
    ['RETURN "b";', 'QueryParseException', /Expected '='/],
    ['RETURN = query_bucket("b" "c");', 'QueryParseException', /Expected ','/],
    ['RETURN = "a" b = "c"', 'QueryParseException', /Expected ';'/],
    ['RETURN = ;', 'QueryParseException', /Expected a text/],
  ])('that cannot be run say why: %s', async (program, type, why) => {
    const api = await withEvents();
    const reply = await ask(api, [program]);
    expectRefusal(reply, 400, why);
    expect(reply.json).toMatchObject({ type });
  });

  it('may not be nested without end', async () => {
    const api = await withEvents();
    expectRefusal(await ask(api, [`RETURN = ${'query_bucket('.repeat(50_000)}`]), 400, /too deep/);
  });

  it.each([
    [{ query: [] }, /'timeperiods' is missing/],
    [{ timeperiods: [DAY], query: 'RETURN = "a";' }, /'query' is not valid/],
    [{ timeperiods: ['2026-01-01'], query: ['RETURN = "a";'] }, /'start\/end'/],
    [{ timeperiods: ['2026-01-01/x'], query: ['RETURN = "a";'] }, /'timeperiods' is not a time/],
  ])('with the wrong body are refused: %j', async (body, why) => {
    const api = await withEvents();
    expectRefusal(await api.send('POST', '/api/0/query', { body }), 400, why);
  });
});
