import { describe, expect, it } from 'vitest';
import { expectRefusal, startApi } from '../testing.ts';

describe('settings', () => {
  it.each([[{ a: [1, 'x', null] }], ['04:00'], [0], [false], [''], [[]], [null]])('keep %j as it is', async (value) => {
    const api = await startApi();
    const reply = await api.send('POST', '/api/0/settings/theme', { body: JSON.stringify(value) });
    expect([reply.status, reply.json]).toEqual([200, value]);
    expect((await api.send('GET', '/api/0/settings/theme')).json).toEqual(value);
    expect((await api.send('GET', '/api/0/settings')).json).toEqual({ theme: value });
  });

  it('that say when the day begins have to be a time of day', async () => {
    const api = await startApi();
    const set = (value: string) => api.send('POST', '/api/0/settings/startOfDay', { body: value });
    expect((await set('"05:30"')).status).toBe(200);
    expectRefusal(await set('"half past five"'), 400, /^startOfDay has to be a time of day such as "04:00"\.$/);
    expect((await api.send('GET', '/api/0/settings/startOfDay')).json).toBe('05:30');
  });

  it('that are not set are null, and may be deleted any number of times', async () => {
    const api = await startApi();
    const unset = await api.send('GET', '/api/0/settings/none');
    expect([unset.status, unset.json]).toEqual([200, null]);
    await api.send('POST', '/api/0/settings/a', { body: '1' });
    expect((await api.send('DELETE', '/api/0/settings/a')).status).toBe(200);
    expect((await api.send('DELETE', '/api/0/settings/a')).status).toBe(200);
    expect((await api.send('GET', '/api/0/settings/')).json).toEqual({});
  });

  it('have keys of at most 127 characters', async () => {
    const api = await startApi();
    expect((await api.send('POST', `/api/0/settings/${'k'.repeat(127)}`, { body: '1' })).status).toBe(200);
    expectRefusal(await api.send('POST', `/api/0/settings/${'k'.repeat(128)}`, { body: '1' }), 400, /Too long key/);
  });
});
