import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { REFUSED_CODE } from '../../preload/contract/socket.ts';
import { FakeClock } from '../lifecycle/fake-clock.ts';
import { silentLog } from '../lifecycle/log.ts';
import { fakeBridge } from './fake-bridge.ts';
import { fakeStore } from './fake-store.ts';
import { createWebSocketTransport } from './websocket-transport.ts';

/** The server's end of a socket, without a network. */
class FakePeer extends EventEmitter {
  readonly OPEN = 1;
  readonly readyState = 1;
  bufferedAmount = 0;
  pings = 0;
  closedWith: number | null = null;
  terminated = false;
  readonly sent: string[] = [];

  send(text: string): void {
    this.sent.push(text);
  }
  ping(): void {
    this.pings++;
  }
  close(code: number): void {
    this.closedWith = code;
    this.emit('close');
  }
  terminate(): void {
    this.terminated = true;
    this.emit('close');
  }
}

function connected() {
  const clock = new FakeClock();
  const store = fakeStore();
  const bridge = fakeBridge({ store });
  const transport = createWebSocketTransport({ bridge, token: 'secret', log: silentLog, clock });
  const peer = new FakePeer();
  transport.server.emit('connection', peer as never, {} as never);
  const hello = () => peer.emit('message', '{"kind":"hello","token":"secret"}', false);
  return { clock, store, transport, peer, hello };
}

describe('a socket', () => {
  it('that does not show the token within five seconds is closed', async () => {
    const { clock, peer } = connected();
    await clock.advance(4999);
    expect(peer.closedWith).toBeNull();
    await clock.advance(1);
    expect(peer.closedWith).toBe(REFUSED_CODE);
  });

  it('that shows it stays', async () => {
    const { clock, peer, hello } = connected();
    hello();
    await clock.advance(10_000);
    expect(peer.closedWith).toBeNull();
  });

  it('that answers pings stays, one that does not is ended', async () => {
    const { clock, peer, hello } = connected();
    hello();
    await clock.advance(30_000);
    peer.emit('pong');
    await clock.advance(30_000);
    expect({ pings: peer.pings, terminated: peer.terminated }).toEqual({ pings: 2, terminated: false });
    await clock.advance(30_000);
    expect(peer.terminated).toBe(true);
  });

  it('whose window reads nothing is ended instead of filling the memory', () => {
    const { store, peer, hello } = connected();
    hello();
    peer.bufferedAmount = 65_000_000;
    store.emit('buckets');
    expect(peer.terminated).toBe(true);
    expect(peer.sent).toEqual(['{"kind":"welcome"}']);
  });

  it('that asks for hundreds of times at once has two read at a time, and another window is not kept waiting', async () => {
    const { store, transport, peer, hello } = connected();
    const asked = Promise.withResolvers<void>();
    const { describe: answer } = store;
    store.describe = async (query) => {
      const found = await answer(query);
      await asked.promise;
      return found;
    };
    const other = new FakePeer();
    transport.server.emit('connection', other as never, {} as never);
    const read = (from: FakePeer, id: number) => {
      const args = [{ bucket: 'b', start: id, end: id + 1 }];
      from.emit('message', JSON.stringify({ kind: 'call', id, channel: 'timeline.describe', args }), false);
    };
    hello();
    other.emit('message', '{"kind":"hello","token":"secret"}', false);
    for (let id = 1; id <= 300; id++) read(peer, id);
    await new Promise((resolve) => setImmediate(resolve));
    expect(store.calls).toHaveLength(2);
    read(other, 1);
    await new Promise((resolve) => setImmediate(resolve));
    expect(store.calls).toHaveLength(3);
    asked.resolve();
    await vi.waitFor(() => expect(peer.sent).toHaveLength(301));
    expect(store.calls).toHaveLength(301);
  });

  it('leaves no timer behind when the transport closes', async () => {
    const { clock, transport, hello } = connected();
    hello();
    await transport.close();
    expect(clock.pending).toBe(0);
  });
});
