/** Privacy filters as a client over HTTP meets them. */
import { describe, expect, it } from 'vitest';
import { expectRefusal, withBucket } from './testing.ts';

const timestamp = '2026-01-01T00:00:00Z';
const DROP = { enabled: true, field: 'title', pattern: 'secret', action: 'drop' };
const HEARTBEAT = '/api/0/buckets/b/heartbeat?pulsetime=5';

describe('Privacy filters over HTTP', () => {
  it('answer a heartbeat that is kept out with 200 and what there is, or itself without an id', async () => {
    const api = await withBucket();
    expect((await api.send('POST', '/api/0/settings/privacy_filters', { body: [DROP] })).status).toBe(200);
    const beat = async (title: string) => await api.send('POST', HEARTBEAT, { body: { timestamp, data: { title } } });
    const first = await beat('secret');
    expect(first).toMatchObject({ status: 200, json: { id: null, timestamp, duration: 0, data: { title: 'secret' } } });
    const recorded = await beat('fine');
    expect((await beat('secret')).json).toEqual(recorded.json);
    expect((await api.send('GET', '/api/0/buckets/b/events/count')).json).toBe(1);
  });

  it('leave dropped events out of an insert, and private windows without any rule', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/settings/privacy_filters', { body: [DROP] });
    const body = ['fine', 'secret', 'private'].map((title) => ({
      timestamp,
      data: { title, incognito: title === 'private' },
    }));
    const reply = await api.send('POST', '/api/0/buckets/b/events', { body });
    expect([reply.status, reply.json]).toEqual([200, [expect.objectContaining({ data: body[0]?.data })]]);
    expect((await api.send('GET', '/api/0/buckets/b/events')).json).toHaveLength(1);
  });

  it('are refused as a whole with the reason, and those there were stay', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/settings/privacy_filters', { body: [DROP] });
    const bad = [
      { ...DROP, pattern: 'x' },
      { ...DROP, action: 'redact' },
    ];
    const reply = await api.send('POST', '/api/0/settings/privacy_filters', { body: bad });
    expectRefusal(reply, 400, /rule 2: to redact, it needs a 'replacement'/);
    expect((await api.send('GET', '/api/0/settings/privacy_filters')).json).toEqual([DROP]);
  });

  it('end with the setting', async () => {
    const api = await withBucket();
    await api.send('POST', '/api/0/settings/privacy_filters', { body: [DROP] });
    await api.send('DELETE', '/api/0/settings/privacy_filters');
    await api.send('POST', HEARTBEAT, { body: { timestamp, data: { title: 'secret' } } });
    expect((await api.send('GET', '/api/0/buckets/b/events/count')).json).toBe(1);
  });
});
