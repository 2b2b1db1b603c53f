import { describe, expect, it } from 'vitest';
import { FaultyWriter } from '../../store/testing.ts';
import { expectRefusal, withBucket } from '../testing.ts';

const T = '2026-01-01T00:00:';

describe('heartbeats', () => {
  it('lengthen the newest event or start another, and answer with the result', async () => {
    const api = await withBucket();
    const beat = async (second: string, data: object, pulsetime = '5') =>
      (
        await api.send('POST', `/api/0/buckets/b/heartbeat?pulsetime=${pulsetime}`, {
          body: { timestamp: `${T}${second}Z`, data },
        })
      ).json;
    const first = (await beat('00', { a: 1 })) as { id: number };
    expect(await beat('04', { a: 1 })).toEqual({ id: first.id, timestamp: `${T}00Z`, duration: 4, data: { a: 1 } });
    expect(await beat('09.5', { a: 1 }, '5.5')).toMatchObject({ id: first.id, duration: 9.5 });
    expect(await beat('10', { a: 2 })).not.toMatchObject({ id: first.id });
  });

  it('are taken as python, JavaScript and the macOS helper send them', async () => {
    const api = await withBucket();
    const timestamp = '2026-01-01T00:00:00.123000+00:00';
    const path = '/api/0/buckets/b/heartbeat?pulsetime=2.0';
    const python = { id: null, timestamp, duration: 10.0, data: { app: 'Code', title: 'a' } };
    expect((await api.send('POST', path, { body: python, headers: { charset: 'utf-8' } })).status).toBe(200);
    expect((await api.send('POST', path, { body: { timestamp, data: { title: 'b' } } })).status).toBe(200);
    expect((await api.send('POST', path, { body: { id: 'anything', timestamp } })).status).toBe(200);
  });

  it.each([
    'application/json',
    'application/json; charset=utf-8',
    'APPLICATION/JSON',
    'application/vnd.aw+json',
    undefined,
  ])('are taken with the content type %s', async (type) => {
    const api = await withBucket();
    const body = { timestamp: `${T}00Z`, data: {} };
    const reply = await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=1', {
      body,
      headers: { 'Content-Type': type },
    });
    expect(reply.status).toBe(200);
  });

  it('may lie in the past, and then are events of their own', async () => {
    const api = await withBucket();
    const beat = (timestamp: string) =>
      api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=5', { body: { timestamp, data: { a: 1 } } });
    await beat(`${T}10Z`);
    expect((await beat('1999-01-01T00:00:00Z')).status).toBe(200);
    expect((await api.send('GET', '/api/0/buckets/b/events/count')).json).toBe(2);
  });

  it.each([
    ['', /Missing required parameter pulsetime/],
    ['?pulsetime=', /'pulsetime' must be a number/],
    ['?pulsetime=abc', /'pulsetime' must be a number/],
    ['?pulsetime=NaN', /'pulsetime' must be a number/],
    ['?pulsetime=1e999', /'pulsetime' must be a number/],
    ['?pulsetime=0x10', /'pulsetime' must be a number/],
    ['?pulsetime=-1', /'pulsetime' must not be negative/],
    ['?pulsetime=1&pulsetime=2', /'pulsetime' must be a number/],
  ])('with the query "%s" are refused', async (query, why) => {
    const api = await withBucket();
    const body = { timestamp: `${T}00Z`, data: {} };
    expectRefusal(await api.send('POST', `/api/0/buckets/b/heartbeat${query}`, { body }), 400, why);
    expect((await api.send('GET', '/api/0/buckets/b/events')).json).toEqual([]);
  });

  it('of a year of pulsetime are taken', async () => {
    const api = await withBucket();
    const body = { timestamp: `${T}00Z`, data: {} };
    expect((await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=1e300', { body })).status).toBe(200);
  });

  it('are taken while nothing can be saved, since watchers drop what is refused', async () => {
    const writer = new FaultyWriter();
    const api = await withBucket({ store: { openConnection: writer.open } });
    writer.failCommit = 'SQLITE_FULL';
    for (let n = 0; n < 250; n++) {
      const body = { timestamp: new Date(n * 60_000).toISOString(), data: { n } };
      expect((await api.send('POST', '/api/0/buckets/b/heartbeat?pulsetime=5', { body })).status).toBe(200);
    }
    expect((await api.send('GET', '/api/0/buckets/b/events/count')).json).toBe(250);
    expect((await api.send('GET', '/api/0/buckets/b')).status).toBe(200);
    await expect(api.operations.forceCommit()).rejects.toMatchObject({ kind: 'commit-failed' });
    writer.failCommit = null;
    await api.operations.forceCommit();
    expect((await api.send('GET', '/api/0/buckets/b/events/count')).json).toBe(250);
  });
});
