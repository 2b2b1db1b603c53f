import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { describe, expect, it, vi } from 'vitest';
import type { ExportQuery } from '../../store/operations.ts';
import { StoreError } from '../../store/store-error.ts';
import { BUCKET, expectRefusal, startApi, type TestApi, withBucket } from '../testing.ts';

const START = Date.UTC(2026, 0, 1) * 1000;

/** As many events as make several pieces. */
function fill(api: TestApi, count: number, title = 'x'.repeat(500)): void {
  api.operations.insertEvents(
    'b',
    Array.from({ length: count }, (_, n) => ({
      start: START + n * 1_000_000,
      end: START + n * 1_000_000 + 500_000,
      data: { n, title },
    })),
  );
}

describe('An export', () => {
  it('is the bucket as ActivityWatch writes it, newest event first, with ids, to be saved under its name', async () => {
    const api = await withBucket();
    fill(api, 2, 'ü');
    const reply = await api.send('GET', '/api/0/buckets/b/export');
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/json');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="aw-bucket-export_b.json"');
    expect(reply.json).toEqual({
      buckets: {
        b: {
          ...((await api.send('GET', '/api/0/buckets/b')).json as object),
          events: [
            { id: 2, timestamp: '2026-01-01T00:00:01Z', duration: 0.5, data: { n: 1, title: 'ü' } },
            { id: 1, timestamp: '2026-01-01T00:00:00Z', duration: 0.5, data: { n: 0, title: 'ü' } },
          ],
        },
      },
    });
  });

  it('of all is named after the one bucket there is, or after none of several', async () => {
    const api = await startApi();
    const named = async () => (await api.send('GET', '/api/0/export')).headers['content-disposition'];
    expect((await api.send('GET', '/api/0/export')).json).toEqual({ buckets: {} });
    expect(await named()).toBe('attachment; filename="aw-buckets-export.json"');
    await api.send('POST', '/api/0/buckets/one', { body: BUCKET });
    expect(await named()).toBe('attachment; filename="aw-bucket-export_one.json"');
    await api.send('POST', '/api/0/buckets/t%22wo', { body: BUCKET });
    expect(await named()).toBe('attachment; filename="aw-buckets-export.json"');
    const { buckets } = (await api.send('GET', '/api/0/export')).json as { buckets: Record<string, unknown> };
    expect(Object.keys(buckets)).toEqual(['one', 't"wo']);
  });

  it('in many pieces is one valid JSON with every event once', async () => {
    const api = await withBucket();
    const pieces = vi.spyOn(api.operations, 'exportEvents');
    fill(api, 5000);
    const { buckets } = (await api.send('GET', '/api/0/export')).json as {
      buckets: { b: { events: { id: number }[] } };
    };
    expect(buckets.b.events.map(({ id }) => id)).toEqual(Array.from({ length: 5000 }, (_, n) => 5000 - n));
    expect(pieces.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('of a bucket that is not there is 404', async () => {
    const api = await startApi();
    expectRefusal(await api.send('GET', '/api/0/buckets/none/export'), 404, /none/);
    expectRefusal(await api.send('GET', '/api/0/buckets/none/export/csv'), 404, /none/);
  });

  it('ends well where its bucket is deleted in the middle', async () => {
    const api = await withBucket({
      operations: {
        exportEvents(query: ExportQuery) {
          if (query.after !== null) throw new StoreError('not-found', 'Gone.');
          return Promise.resolve({ bytes: Buffer.from('{"id":1}'), written: 1, next: { id: 1, start: 0 } });
        },
      },
    });
    const { json } = await api.send('GET', '/api/0/export');
    expect(json).toMatchObject({ buckets: { b: { events: [{ id: 1 }] } } });
  });

  it('that fails in the middle is cut, so that nobody takes it for whole, and leaves its reason in the log', async () => {
    const api = await withBucket({
      operations: { exportEvents: () => Promise.reject(new Error('the thread ended')) },
    });
    await expect(api.send('GET', '/api/0/export')).rejects.toThrow(/aborted|hang up|reset/);
    expect(api.logged).toEqual([expect.stringContaining('the thread ended')]);
  });

  it('reads no further than its client, and stops with it', async () => {
    const api = await withBucket();
    let asked = 0;
    const endless = await withBucket({
      operations: {
        exportEvents() {
          asked++;
          return Promise.resolve({ bytes: new Uint8Array(1_048_576), written: 1, next: { id: 1, start: 0 } });
        },
      },
    });
    const request = get({ port: endless.port, path: '/api/0/export', agent: false });
    request.on('error', () => undefined);
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.pause();
    // As much is read as the sockets hold, and then nothing any more.
    let before = -1;
    await vi.waitFor(
      () => {
        const settled = asked === before;
        before = asked;
        expect(settled).toBe(true);
      },
      { timeout: 15_000, interval: 50 },
    );
    expect(asked).toBeLessThan(50);
    request.destroy();
    await endless.api.close();
    const last = asked;
    await api.send('GET', '/api/0/info');
    expect(asked).toBe(last);
  });

  it('is only announced to HEAD', async () => {
    const api = await withBucket();
    const reading = vi.spyOn(api.operations, 'exportEvents');
    const reply = await api.send('HEAD', '/api/0/export');
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect(reply.headers['content-disposition']).toContain('aw-bucket-export_b.json');
    expect(reading).not.toHaveBeenCalled();
  });
});

describe('A table', () => {
  it('has the same columns for every range: all keys of the bucket', async () => {
    const api = await withBucket();
    api.operations.insertEvents('b', [
      { start: START, end: START + 1_500_000, data: { app: 'Code', title: '=1+1' } },
      { start: START + 60_000_000, end: START + 60_000_000, data: { url: 'a,b' } },
    ]);
    const table = async (query: string) => (await api.send('GET', `/api/0/buckets/b/export/csv${query}`)).text;
    const head = 'timestamp,duration,app,title,url\r\n';
    const older = (start: string, duration: string) => `2026-01-01T00:00:${start}Z,${duration},Code,'=1+1,\r\n`;
    const newer = '2026-01-01T00:01:00Z,0,,,"a,b"\r\n';
    expect(await table('')).toBe(head + newer + older('00', '1.5'));
    expect(await table('?limit=1')).toBe(head + newer);
    expect(await table('?limit=0')).toBe(head);
    expect(await table('?start=2026-01-01T00:00:01Z&end=2026-01-01T00:00:30Z')).toBe(head + older('01', '0.5'));
  });

  it('is text of its own kind, to be saved under its name', async () => {
    const api = await withBucket();
    const reply = await api.send('GET', '/api/0/buckets/b/export/csv/');
    expect(reply.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(reply.headers['content-disposition']).toBe('attachment; filename="aw-events-export-b.csv"');
    expect(reply.text).toBe('timestamp,duration\r\n');
  });

  it('in many pieces has every event once, and its limit counts over all of them', async () => {
    const api = await withBucket();
    fill(api, 5000);
    const rows = async (query: string) =>
      (await api.send('GET', `/api/0/buckets/b/export/csv${query}`)).text.split('\r\n').slice(1, -1);
    expect(new Set(await rows('')).size).toBe(5000);
    expect(await rows('?limit=4000')).toHaveLength(4000);
  });
});
