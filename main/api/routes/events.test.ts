import { describe, expect, it } from 'vitest';
import { BUCKET, expectRefusal, message, startApi, withBucket } from '../testing.ts';

const T = '2026-01-01T00:00:';

describe('events', () => {
  it('are inserted one or many, and come back with their ids', async () => {
    const api = await withBucket();
    const one = await api.send('POST', '/api/0/buckets/b/events', {
      body: { timestamp: `${T}00.123456789Z`, data: { n: 0 } },
    });
    expect(one.status).toBe(200);
    expect(one.json).toEqual([{ id: expect.any(Number), timestamp: `${T}00.123456Z`, duration: 0, data: { n: 0 } }]);
    const many = await api.send('POST', '/api/0/buckets/b/events', {
      body: [
        { timestamp: `${T}10`, duration: 1.5, data: { n: 1 } },
        { id: null, timestamp: `${T}20+00:00`, duration: null, data: null, extra: true },
      ],
    });
    expect(many.json).toMatchObject([
      { timestamp: `${T}10Z`, duration: 1.5 },
      { timestamp: `${T}20Z`, duration: 0, data: {} },
    ]);
    expect((await api.send('POST', '/api/0/buckets/b/events', { body: [] })).json).toEqual([]);
    expect((await api.send('GET', '/api/0/buckets/b/events/count')).json).toBe(3);
  });

  it('with an id replace that event of the same bucket', async () => {
    const api = await withBucket();
    const body = { timestamp: `${T}00Z`, duration: 1, data: { label: 'old' } };
    const [first] = (await api.send('POST', '/api/0/buckets/b/events', { body })).json as [{ id: number }];
    await api.send('POST', '/api/0/buckets/b/events', { body: [{ ...body, id: first.id, data: { label: 'new' } }] });
    expect((await api.send('GET', `/api/0/buckets/b/events/${first.id}`)).json).toEqual({
      ...body,
      id: first.id,
      data: { label: 'new' },
    });
    expect((await api.send('GET', '/api/0/buckets/b/events/count')).json).toBe(1);
  });

  it('of another bucket cannot be replaced', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/buckets/other', { body: BUCKET });
    const body = { timestamp: `${T}00Z`, data: {} };
    const [first] = (await api.send('POST', '/api/0/buckets/b/events', { body })).json as [{ id: number }];
    const reply = await api.send('POST', '/api/0/buckets/other/events', { body: { ...body, id: first.id } });
    expectRefusal(reply, 400, /./);
    expect((await api.send('GET', '/api/0/buckets/other/events')).json).toEqual([]);
    expect((await api.send('GET', `/api/0/buckets/b/events/${first.id}`)).status).toBe(200);
  });

  it('are listed newest first, with both ends of the range inclusive and cut to it', async () => {
    const api = await withBucket();
    const body = [
      { timestamp: `${T}00Z`, duration: 10, data: { n: 1 } },
      { timestamp: `${T}10Z`, duration: 0, data: { n: 2 } },
      { timestamp: `${T}10Z`, duration: 10, data: { n: 3 } },
    ];
    await api.send('POST', '/api/0/buckets/b/events', { body });
    const list = async (query: string) => {
      const events = (await api.send('GET', `/api/0/buckets/b/events${query}`)).json;
      return (events as { timestamp: string; duration: number; data: { n: number } }[]).map((event) => [
        event.data.n,
        event.timestamp.slice(17),
        event.duration,
      ]);
    };
    const three = [3, '10Z', 10];
    const [two, one] = [
      [2, '10Z', 0],
      [1, '00Z', 10],
    ];
    expect(await list('')).toEqual([three, two, one]);
    expect(await list(`?start=${T}10Z`)).toEqual([three, two, [1, '10Z', 0]]);
    expect(await list(`?end=${T}10Z`)).toEqual([[3, '10Z', 0], two, one]);
    expect(await list(`?start=${T}00.5Z&end=${T}01Z`)).toEqual([[1, '00.500Z', 0.5]]);
    expect(await list('?limit=1')).toEqual([three]);
    expect(await list('?limit=0')).toEqual([]);
    for (const all of ['-1', 'abc', '', '1.5', '1e999', '99999999999999999999']) {
      expect(await list(`?limit=${all}`)).toEqual([three, two, one]);
    }
    expect(await list('?unknown=1&limit=1&limit=2')).toEqual([three, two, one]);
  });

  it('are in a range to the microsecond, from its start to its end', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/buckets/b/events', { body: { timestamp: `${T}00.123456Z`, data: {} } });
    const count = async (range: string) => (await api.send('GET', `/api/0/buckets/b/events/count?${range}`)).json;
    expect(await count(`start=${T}00.123456Z`)).toBe(1);
    expect(await count(`start=${T}00.123457Z`)).toBe(0);
    expect(await count(`end=${T}00.123456Z`)).toBe(1);
    expect(await count(`end=${T}00.123455Z`)).toBe(0);
  });

  it('are found by times whose plus has become a space on the way', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/buckets/b/events', { body: { timestamp: `${T}00Z`, data: {} } });
    const count = (query: string) => api.send('GET', `/api/0/buckets/b/events/count?${query}`);
    expect((await count('start=2026-01-01T01:00:00+01:00')).json).toBe(1);
    expect((await count('start=2026-01-01T01:00:00%2B00:00')).json).toBe(0);
  });

  it.each([
    ['start=garbage', /'start' is not a time/],
    ['end=2026-13-01T00:00:00Z', /'end' is not a time/],
    ['start=0001-01-01T00:00:00Z', /'start' is out of range/],
    ['end=9999-12-31T23:59:59Z', /'end' is out of range/],
    ['start=2026-01-02&end=2026-01-01', /'end' is before 'start'/],
    ['start=2026-01-01&start=2026-01-02', /'start' is not valid/],
  ])('are not listed or counted for ?%s', async (query, why) => {
    const api = await withBucket();
    expectRefusal(await api.send('GET', `/api/0/buckets/b/events?${query}`), 400, why);
    expectRefusal(await api.send('GET', `/api/0/buckets/b/events/count?${query}`), 400, why);
  });

  it('are read whole by their id, and deleted once', async () => {
    const api = await withBucket();
    const body = { timestamp: `${T}00Z`, duration: 60, data: { a: 1 } };
    const [{ id }] = (await api.send('POST', '/api/0/buckets/b/events', { body })).json as [{ id: number }];
    const path = `/api/0/buckets/b/events/${id}`;
    expect((await api.send('GET', `${path}?start=${T}30Z`)).json).toEqual({ ...body, id });
    expect((await api.send('DELETE', path)).json).toEqual({ success: true });
    const again = await api.send('DELETE', path);
    expect([again.status, again.json]).toEqual([200, { success: false }]);
    expectRefusal(await api.send('GET', path), 404, /./);
  });

  it('are deleted many at once, each counted once, and only those of the bucket named', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/buckets/other', { body: BUCKET });
    const insert = async (bucket: string, count: number) => {
      const body = Array.from({ length: count }, (_, n) => ({ timestamp: `${T}0${n}Z`, data: {} }));
      return (await api.send('POST', `/api/0/buckets/${bucket}/events`, { body })).json as { id: number }[];
    };
    const [first, second, third] = await insert('b', 3);
    const [foreign] = await insert('other', 1);
    const remove = (ids: unknown) => api.send('POST', '/api/0/buckets/b/events/delete', { body: { ids } });
    expect((await remove([first?.id, first?.id, third?.id, foreign?.id, 4711])).json).toBe(2);
    expect((await remove([first?.id])).json).toBe(0);
    expect((await remove([])).json).toBe(0);
    expect((await api.send('GET', '/api/0/buckets/b/events')).json).toMatchObject([{ id: second?.id }]);
    expect((await api.send('GET', '/api/0/buckets/other/events/count')).json).toBe(1);
    expectRefusal(await remove(['1']), 400, /'ids.0' is not valid/);
    expectRefusal(await remove(undefined), 400, /'ids' is missing/);
    const missing = await api.send('POST', '/api/0/buckets/none/events/delete', { body: { ids: [] } });
    expectRefusal(missing, 404, /none/);
  });

  it('that were the newest are not lengthened by the next heartbeat after they were deleted together', async () => {
    const api = await withBucket();
    const beat = async (second: number) => {
      const body = { timestamp: `${T}0${second}Z`, data: { a: 1 } };
      return (await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=9', { body })).json as { id: number };
    };
    const { id } = await beat(0);
    await api.send('POST', '/api/0/buckets/b/events/delete', { body: { ids: [id] } });
    expect(await beat(1)).toMatchObject({ timestamp: `${T}01Z`, duration: 0 });
  });

  it.each(['9999', '0', '-1', 'abc', '1.5', '99999999999999999999'])('with the id %s are not there', async (id) => {
    const api = await withBucket();
    expectRefusal(await api.send('GET', `/api/0/buckets/b/events/${id}`), 404, /./);
  });

  it('of a missing bucket are 404 in every way of asking', async () => {
    const api = await startApi();
    const body = { timestamp: `${T}00Z`, data: {} };
    const base = '/api/0/buckets/none';
    expectRefusal(await api.send('GET', `${base}/events`), 404, /none/);
    expectRefusal(await api.send('GET', `${base}/events/count`), 404, /none/);
    expectRefusal(await api.send('GET', `${base}/events/1`), 404, /none/);
    expectRefusal(await api.send('DELETE', `${base}/events/1`), 404, /none/);
    expectRefusal(await api.send('POST', `${base}/events`, { body }), 404, /none/);
    expectRefusal(await api.send('POST', `${base}/heartbeat?pulsetime=5`, { body }), 404, /none/);
  });

  it.each([
    ['no timestamp', { data: {} }, /'timestamp' is missing/],
    ['a number for a timestamp', { timestamp: 5, data: {} }, /'timestamp' must be a string/],
    ['the year 0001', { timestamp: '0001-01-01T00:00:00Z', data: {} }, /'timestamp' is out of range/],
    ['the year 9999', { timestamp: '9999-01-01T00:00:00Z', data: {} }, /'timestamp' is out of range/],
    ['an end that cannot be kept', { timestamp: `${T}00Z`, duration: 1e12, data: {} }, /'duration' is out of range/],
    ['an end before its start', { timestamp: `${T}00Z`, duration: -1, data: {} }, /'duration' must not be negative/],
    ['text for a duration', { timestamp: `${T}00Z`, duration: '1', data: {} }, /'duration' must be a number/],
    ['a list for its data', { timestamp: `${T}00Z`, data: [] }, /'data' must be an object/],
    ['text for an id', { id: '1', timestamp: `${T}00Z`, data: {} }, /'id' must be a whole number/],
    ['a fraction for an id', { id: 1.5, timestamp: `${T}00Z`, data: {} }, /'id' must be a whole number/],
    ['no object', 'text', /must be an event/],
  ])('with %s are refused, and those sent with them', async (_name, event, why) => {
    const api = await withBucket();
    const good = { timestamp: `${T}00Z`, data: {} };
    expectRefusal(await api.send('POST', '/api/0/buckets/b/events', { body: JSON.stringify(event) }), 400, why);
    const among = await api.send('POST', '/api/0/buckets/b/events', { body: [good, event] });
    expect([among.status, message(among)]).toEqual([400, expect.stringContaining('[1]')]);
    expect((await api.send('GET', '/api/0/buckets/b/events')).json).toEqual([]);
  });
});
