import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { QueryPool } from '../query/pool.ts';
import { Datastore } from './datastore.ts';
import { type Policy, USUAL_POLICY } from './policy.ts';
import type { ApiState, FromStore, ToStore } from './protocol.ts';
import { StoreService } from './store-service.ts';
import { beat, eventsOnDisk, FaultyWriter, recordIn, S, temporaryFolder, WINDOW } from './testing.ts';

type Answer = Extract<FromStore, { kind: 'answer' }>;
type Question = ToStore extends infer M ? (M extends { id: number } ? Omit<M, 'id'> : never) : never;

/** The service on a real file, without the thread around it. */
async function openService(port: number | null = null, policy: Policy = USUAL_POLICY) {
  const folder = temporaryFolder();
  const flushed = new SharedArrayBuffer(4);
  const thread = { ...recordIn(folder), port, policy, flushed };
  const { file } = thread;
  const writer = new FaultyWriter();
  const told: FromStore[] = [];
  let ended = false;
  const service = StoreService.open({
    thread,
    post: (message) => told.push(message),
    end: () => {
      ended = true;
    },
    openDatastore: (options) => Datastore.open({ ...options, openConnection: writer.open }),
  });
  await service.start();

  let lastId = 0;
  const ask = async (question: Question): Promise<Answer> => {
    const id = ++lastId;
    service.receive({ ...question, id } as ToStore);
    return vi.waitFor(() => {
      const answer = told.find((message): message is Answer => message.kind === 'answer' && message.id === id);
      if (answer === undefined) throw new Error('not answered yet');
      return answer;
    }, 15_000);
  };
  const call = (method: 'createBucket' | 'heartbeat' | 'listBuckets', ...args: readonly unknown[]) =>
    ask({ kind: 'call', method, args });
  const close = (discard = false) => ask({ kind: 'close', discard });
  const api = () => told.findLast((message) => message.kind === 'api')?.api;
  onTestFinished(async () => {
    writer.failCommit = null;
    if (!ended) await close(true);
  });
  return { service, writer, told, file, flushed, ask, call, close, api, ended: () => ended };
}

const withKey = (apiKey: string): Policy => ({ ...USUAL_POLICY, access: { apiKey, extensions: [] } });

const addressOf = (api: ApiState | undefined) => (api?.state === 'listening' ? api.address : 'nowhere');
const infoFrom = async (address: string) => (await fetch(`${address}/api/0/info`)).json();

describe('The store service', () => {
  it('says that the record is open before it listens, and tells who it is over HTTP', async () => {
    const { told, api } = await openService(0);
    const kinds = told.map(({ kind }) => kind).filter((kind) => kind !== 'log');
    expect(kinds.indexOf('ready')).toBeLessThan(kinds.indexOf('api'));
    const info = await infoFrom(addressOf(api()));
    expect(info).toEqual({ hostname: 'laptop', version: '1.2.3', testing: true, device_id: expect.any(String) });
    expect(await infoFrom(addressOf(api()))).toEqual(info);
  });

  it('tells when the day begins before anybody asks, and whenever that is set otherwise, by whatever door', async () => {
    const { told, ask } = await openService();
    const starts = () => told.filter((message) => message.kind === 'day-start').map(({ minutes }) => minutes);
    expect(starts()).toEqual([240]);
    expect(told.findIndex(({ kind }) => kind === 'day-start')).toBeLessThan(
      told.findIndex(({ kind }) => kind === 'ready'),
    );
    const set = (value: unknown) => ask({ kind: 'call', method: 'setSetting', args: ['startOfDay', value] });
    expect(await set('05:30')).toMatchObject({ ok: true });
    expect(await set('05:30')).toMatchObject({ ok: true });
    expect(await set('25:00')).toMatchObject({ ok: false, error: { kind: 'invalid' } });
    expect(starts()).toEqual([240, 330]);
    await ask({ kind: 'call', method: 'deleteSetting', args: ['startOfDay'] });
    expect(starts()).toEqual([240, 330, 240]);
  });

  it('tells that the rules of privacy are others, by whatever door they were changed', async () => {
    const { told, ask } = await openService();
    const times = () => told.filter(({ kind }) => kind === 'privacy').length;
    const set = (key: string, value: unknown) => ask({ kind: 'call', method: 'setSetting', args: [key, value] });
    await set('theme', 'dark');
    expect(times()).toBe(0);
    await set('privacy_filters', [{ field: 'title', pattern: 'bank', action: 'drop' }]);
    expect(times()).toBe(1);
    expect(await set('privacy_filters', [{ field: 'title', pattern: '(', action: 'drop' }])).toMatchObject({
      ok: false,
    });
    expect(times()).toBe(1);
    await ask({ kind: 'call', method: 'deleteSetting', args: ['privacy_filters'] });
    expect(times()).toBe(2);
  });

  it('asks for the key of the configuration over HTTP, and from the next request on for another one', async () => {
    const { api, ask } = await openService(0, withKey('secret'));
    const status = async (headers: Record<string, string>) =>
      (await fetch(`${addressOf(api())}/api/0/buckets`, { headers })).status;
    expect(await status({})).toBe(401);
    expect(await status({ Authorization: 'Bearer secret' })).toBe(200);
    expect(await infoFrom(addressOf(api()))).toMatchObject({ hostname: 'laptop' });
    await ask({ kind: 'policy', policy: withKey('changed') });
    expect(await status({ Authorization: 'Bearer secret' })).toBe(401);
    expect(await status({ Authorization: 'Bearer changed' })).toBe(200);
    await ask({ kind: 'policy', policy: USUAL_POLICY });
    expect(await status({})).toBe(200);
  });

  it('records without serving HTTP where the configuration cannot be understood', async () => {
    const unusable = 'Put config.json right.';
    const { api, call, ask } = await openService(0, { ...USUAL_POLICY, access: { unusable } });
    expect(api()).toMatchObject({
      state: 'failed',
      error: { kind: 'invalid', message: expect.stringMatching(unusable) },
    });
    expect(await call('createBucket', 'b', WINDOW)).toMatchObject({ ok: true });
    expect(await ask({ kind: 'listen' })).toMatchObject({ ok: false, error: { kind: 'invalid' } });
    await ask({ kind: 'policy', policy: withKey('secret') });
    expect((await fetch(`${addressOf(api())}/api/0/buckets`)).status).toBe(401);
  });

  it('records private windows as long as the configuration says so', async () => {
    const { call, ask, close, file } = await openService();
    const tab = (second: number) => ({ ...beat(second), data: { url: 'https://a.example', incognito: true } });
    const record = (policy: Policy) => ask({ kind: 'policy', policy });
    await call('createBucket', 'a', WINDOW);
    await call('heartbeat', 'a', tab(0), 0);
    await record({ ...USUAL_POLICY, recordPrivateWindows: true });
    await call('heartbeat', 'a', tab(10), 0);
    await record(USUAL_POLICY);
    await call('heartbeat', 'a', tab(20), 0);
    await close();
    expect(eventsOnDisk(file).map(({ start }) => start)).toEqual([tab(10).start]);
  });

  it('answers a call with its value, or with the kind of what is wrong', async () => {
    const { call } = await openService();
    expect(await call('createBucket', 'a', WINDOW)).toMatchObject({ ok: true, value: true });
    expect(await call('heartbeat', 'b', beat(0), 0)).toMatchObject({ ok: false, error: { kind: 'not-found' } });
  });

  it('closes only once everything is on disk, and leaves no -wal', async () => {
    const { call, close, file, ended } = await openService(0);
    await call('createBucket', 'a', WINDOW);
    await call('heartbeat', 'a', beat(0), 5 * S);
    expect(ended()).toBe(false);
    expect(await close()).toMatchObject({ ok: true });
    expect(ended()).toBe(true);
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(eventsOnDisk(file)).toHaveLength(1);
  });

  it('saves before it waits for readers, since whoever waits for the end may give up', async () => {
    const { call, close, file } = await openService();
    await call('createBucket', 'a', WINDOW);
    await call('heartbeat', 'a', beat(0), 0);
    let onDisk = 0;
    const waits = vi.spyOn(QueryPool.prototype, 'close').mockImplementationOnce(async () => {
      onDisk = eventsOnDisk(file).length;
    });
    onTestFinished(() => waits.mockRestore());
    await close();
    expect(onDisk).toBe(1);
  });

  it('lives on, and listens again where it did, when the last commit fails', async () => {
    const { call, close, api, writer, file, ended } = await openService(0);
    await call('createBucket', 'a', WINDOW);
    await call('heartbeat', 'a', beat(0), 5 * S);
    const address = addressOf(api());
    writer.failCommit = 'SQLITE_FULL';
    expect(await close()).toMatchObject({ ok: false, error: { kind: 'commit-failed' } });
    expect(ended()).toBe(false);
    await vi.waitFor(() => expect(addressOf(api())).toBe(address), 15_000);
    await infoFrom(address);
    expect(await call('heartbeat', 'a', beat(60), 5 * S)).toMatchObject({ ok: true });
    writer.failCommit = null;
    expect(await close()).toMatchObject({ ok: true });
    expect(eventsOnDisk(file)).toHaveLength(2);
  });

  it('gives up what cannot be saved only when told to', async () => {
    const { call, close, writer, file, ended } = await openService();
    await call('createBucket', 'a', WINDOW);
    await call('heartbeat', 'a', beat(0), 5 * S);
    writer.failCommit = 'SQLITE_FULL';
    expect(await close()).toMatchObject({ ok: false });
    expect(await close(true)).toMatchObject({ ok: true });
    expect(ended()).toBe(true);
    expect(eventsOnDisk(file)).toEqual([]);
  });

  it('takes no more calls once it is closing', async () => {
    const { call, close } = await openService(0);
    const closed = close();
    expect(await call('listBuckets')).toMatchObject({ ok: false, error: { kind: 'closed' } });
    expect(await closed).toMatchObject({ ok: true });
  });

  it('flushes, and says in shared memory whether that worked', async () => {
    const { call, service, writer, flushed, file } = await openService();
    const flag = new Int32Array(flushed);
    await call('createBucket', 'a', WINDOW);
    await call('heartbeat', 'a', beat(0), 5 * S);
    writer.failCommit = 'SQLITE_FULL';
    service.receive({ kind: 'flush' });
    expect(flag[0]).toBe(2);
    writer.failCommit = null;
    service.receive({ kind: 'flush' });
    expect(flag[0]).toBe(1);
    expect(eventsOnDisk(file)).toHaveLength(1);
  });

  it('records without listening while its port is taken, and listens when asked again', async () => {
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const taken = other.address();
    const port = typeof taken === 'object' ? (taken?.port ?? 0) : 0;
    onTestFinished(() => void other.close());

    const { ask, call, api } = await openService(port);
    expect(api()).toMatchObject({ state: 'failed', error: { kind: 'port-taken' } });
    expect(await call('createBucket', 'a', WINDOW)).toMatchObject({ ok: true });
    const again = [ask({ kind: 'listen' }), ask({ kind: 'listen' })];
    for (const answer of await Promise.all(again)) {
      expect(answer).toMatchObject({ ok: false, error: { kind: 'port-taken' } });
    }
    await new Promise((resolve) => other.close(resolve));
    expect(await ask({ kind: 'listen' })).toMatchObject({ ok: true });
    expect(addressOf(api())).toBe(`http://127.0.0.1:${port}`);
    expect(await ask({ kind: 'listen' })).toMatchObject({ ok: true });
  });

  it('logs what takes long by its name, without what was recorded', async () => {
    const now = vi.spyOn(performance, 'now');
    onTestFinished(() => now.mockRestore());
    const { call, told } = await openService();
    await call('createBucket', 'a', WINDOW);
    now.mockReturnValueOnce(0).mockReturnValue(250);
    await call('heartbeat', 'a', beat(0, 'secret title'), 5 * S);
    const lines = told.filter((message) => message.kind === 'log').map(({ message }) => message);
    expect(lines).toContain('heartbeat took 250 ms.');
    expect(lines.join()).not.toContain('secret');
  });
});
