import { describe, expect, it } from 'vitest';
import { INFO, startApi } from '../testing.ts';

describe('info', () => {
  it('has the four keys that every client looks for', async () => {
    const api = await startApi();
    const reply = await api.send('GET', '/api/0/info');
    expect(reply.status).toBe(200);
    expect(reply.json).toEqual(INFO);
  });
});
