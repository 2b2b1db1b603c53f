import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type FromBridge, REFUSED_CODE, type ToBridge } from '../../preload/contract/socket.ts';
import { Connection } from './connection.ts';
import { SocketClient, type SocketLike } from './socket-client.ts';

class FakeSocket implements SocketLike {
  readonly sent: ToBridge[] = [];
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  opens(): void {
    this.onopen?.({} as never);
  }

  says(message: FromBridge): void {
    this.onmessage?.({ data: JSON.stringify(message) } as never);
  }

  closes(code = 1006): void {
    this.onclose?.({ code } as never);
  }

  welcomes(): void {
    this.opens();
    this.says({ kind: 'welcome' });
  }

  /** Answers the newest call of a channel. */
  answers(channel: string, value: unknown): void {
    const call = this.sent.findLast((message) => message.kind === 'call' && message.channel === channel);
    if (call?.kind !== 'call') throw new Error(`${channel} was not called`);
    this.says({ kind: 'answer', id: call.id, result: { ok: true, value } });
  }
}

let sockets: FakeSocket[];
let connection: Connection;
const socket = () => {
  const newest = sockets.at(-1);
  if (newest === undefined) throw new Error('no socket was opened');
  return newest;
};
const client = (token: string | null = 'secret') =>
  new SocketClient({
    open: () => {
      const opened = new FakeSocket();
      sockets.push(opened);
      return opened;
    },
    token,
    connection,
  });

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  connection = new Connection();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('connecting', () => {
  it('shows the token first and is connected when welcomed', async () => {
    const connected = client().whenConnected();
    expect(connection.get()).toBe('connecting');
    socket().opens();
    expect(socket().sent).toEqual([{ kind: 'hello', token: 'secret' }]);
    expect(connection.get()).toBe('connecting');
    socket().says({ kind: 'welcome' });
    expect(connection.get()).toBe('connected');
    await connected;
  });

  it('is refused without a token, and tries nothing', async () => {
    await expect(client(null).whenConnected()).rejects.toMatchObject({ name: 'DaytrailError', kind: 'forbidden' });
    expect(connection.get()).toBe('refused');
    expect(sockets).toEqual([]);
  });

  it('is refused with a wrong token, and does not try again', async () => {
    const refused = expect(client().whenConnected()).rejects.toMatchObject({ kind: 'forbidden' });
    socket().opens();
    socket().closes(REFUSED_CODE);
    await refused;
    expect(connection.get()).toBe('refused');
    vi.advanceTimersByTime(60_000);
    expect(sockets).toHaveLength(1);
  });

  it('tells its state to who follows it, until they no longer do', () => {
    const states: string[] = [];
    const unsubscribe = connection.subscribe(() => states.push(connection.get()));
    client();
    socket().welcomes();
    socket().closes();
    unsubscribe();
    vi.advanceTimersByTime(250);
    socket().welcomes();
    expect(states).toEqual(['connected', 'lost']);
  });
});

describe('calls', () => {
  it('are answered in any order', async () => {
    const daytrail = client();
    socket().welcomes();
    const status = daytrail.call('status.get', []);
    const buckets = daytrail.call('buckets.list', []);
    socket().answers('buckets.list', []);
    socket().answers('status.get', 'the status');
    expect(await buckets).toEqual([]);
    expect(await status).toBe('the status');
  });

  it('that fail reject with kind and message', async () => {
    const daytrail = client();
    socket().welcomes();
    const commit = daytrail.call('store.commit', []);
    socket().says({
      kind: 'answer',
      id: 1,
      result: { ok: false, error: { kind: 'commit-failed', message: 'the disk is full' } },
    });
    await expect(commit).rejects.toMatchObject({
      name: 'DaytrailError',
      kind: 'commit-failed',
      message: 'the disk is full',
    });
  });

  it('that were under way when the connection broke fail instead of waiting for ever', async () => {
    const daytrail = client();
    socket().welcomes();
    const commit = daytrail.call('store.commit', []);
    socket().closes();
    await expect(commit).rejects.toMatchObject({ kind: 'closed' });
  });

  it('made without a connection wait for it', async () => {
    const daytrail = client();
    const status = daytrail.call('status.get', []);
    expect(socket().sent).toEqual([]);
    socket().welcomes();
    await vi.advanceTimersByTimeAsync(0);
    socket().answers('status.get', 'the status');
    expect(await status).toBe('the status');
  });

  it('made without a connection fail clearly after a while', async () => {
    const daytrail = client();
    socket().closes();
    const status = expect(daytrail.call('status.get', [])).rejects.toMatchObject({
      kind: 'closed',
      message: expect.stringContaining('does not answer'),
    });
    await vi.advanceTimersByTimeAsync(10_000);
    await status;
  });

  it('made after a refusal fail at once', async () => {
    const daytrail = client();
    socket().closes(REFUSED_CODE);
    await expect(daytrail.call('status.get', [])).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('a connection that breaks', () => {
  it('is tried again, ever less often, but at least every five seconds', () => {
    client();
    const waits = [250, 500, 1000, 2000, 4000, 5000, 5000];
    for (const [index, ms] of waits.entries()) {
      socket().closes();
      expect(connection.get()).toBe('lost');
      vi.advanceTimersByTime(ms - 1);
      expect(sockets).toHaveLength(index + 1);
      vi.advanceTimersByTime(1);
      expect(sockets).toHaveLength(index + 2);
    }
  });

  it('is tried soon again after it worked', () => {
    client();
    for (let index = 0; index < 5; index++) {
      socket().closes();
      vi.advanceTimersByTime(5000);
    }
    socket().welcomes();
    socket().closes();
    const before = sockets.length;
    vi.advanceTimersByTime(250);
    expect(sockets).toHaveLength(before + 1);
  });

  it('keeps the listeners and tells them what they may have missed', async () => {
    const daytrail = client();
    const told: unknown[] = [];
    daytrail.subscribe('status', (status) => told.push(['status', status]));
    daytrail.subscribe('buckets', () => told.push(['buckets']));
    daytrail.subscribe('events', (changed) => told.push(['events', changed]));
    daytrail.subscribe('imports', (progress) => told.push(['imports', progress]));
    daytrail.subscribe('access', (access) => told.push(['access', access]));
    socket().welcomes();
    expect(socket().sent).toHaveLength(1);
    socket().closes();
    vi.advanceTimersByTime(250);
    socket().welcomes();
    await vi.advanceTimersByTimeAsync(0);
    socket().answers('status.get', 'the status');
    await vi.advanceTimersByTimeAsync(0);
    socket().answers('buckets.list', [
      { id: 'window', first: 10, last: 20 },
      { id: 'empty', first: null, last: null },
    ]);
    await vi.advanceTimersByTimeAsync(0);
    socket().answers('imports.progress', 'how far');
    await vi.advanceTimersByTimeAsync(0);
    socket().answers('access.get', 'who');
    await vi.advanceTimersByTimeAsync(0);
    expect(told).toEqual([
      ['status', 'the status'],
      ['buckets'],
      ['events', { buckets: [{ bucket: 'window', start: 10, end: 20, events: null }] }],
      ['imports', 'how far'],
      ['access', 'who'],
    ]);
    socket().says({ kind: 'push', push: 'buckets', payload: null });
    expect(told.at(-1)).toEqual(['buckets']);
  });
});

describe('pushes', () => {
  it('reach every listener until it unsubscribes', () => {
    const daytrail = client();
    socket().welcomes();
    const told: string[] = [];
    const unsubscribe = daytrail.subscribe('buckets', () => told.push('one'));
    daytrail.subscribe('buckets', () => told.push('two'));
    socket().says({ kind: 'push', push: 'buckets', payload: null });
    unsubscribe();
    socket().says({ kind: 'push', push: 'buckets', payload: null });
    expect(told).toEqual(['one', 'two', 'two']);
  });
});
