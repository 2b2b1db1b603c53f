import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Daytrail } from './contract/daytrail.ts';

const electron = vi.hoisted(() => {
  const listeners = new Map<string, Set<(...args: unknown[]) => void>>();
  return {
    listeners,
    exposed: new Map<string, unknown>(),
    invoke: vi.fn(),
    emit: (channel: string, ...args: unknown[]) => {
      for (const listener of listeners.get(channel) ?? []) listener(...args);
    },
  };
});

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => electron.exposed.set(name, value) },
  ipcRenderer: {
    invoke: electron.invoke,
    on: (channel: string, listener: () => void) => {
      electron.listeners.set(channel, (electron.listeners.get(channel) ?? new Set()).add(listener));
    },
    off: (channel: string, listener: () => void) => electron.listeners.get(channel)?.delete(listener),
  },
}));

let daytrail: Daytrail;

beforeEach(async () => {
  vi.resetModules();
  electron.exposed.clear();
  electron.listeners.clear();
  electron.invoke.mockReset();
  await import('./index.ts');
  daytrail = electron.exposed.get('daytrail') as Daytrail;
});

describe('the preload', () => {
  it('exposes one object of named methods', () => {
    expect([...electron.exposed.keys()]).toEqual(['daytrail']);
    for (const method of Object.values(daytrail)) expect(method).toBeTypeOf('function');
    expect(Object.keys(daytrail)).not.toContain('invoke');
  });

  it('asks on the channel of the method, with its arguments, and gives the value', async () => {
    electron.invoke.mockResolvedValue({ ok: true, value: 'the breakdown' });
    const query = { bucket: 'b', start: 1, end: 2 };
    expect(await daytrail.describe(query)).toBe('the breakdown');
    expect(electron.invoke).toHaveBeenCalledWith('daytrail:timeline.describe', query);
  });

  it('rejects with the plain failure, the only thing that crosses into the page whole', async () => {
    const failure = { kind: 'commit-failed', message: 'the disk is full' };
    electron.invoke.mockResolvedValue({ ok: false, error: failure });
    const reason: unknown = await daytrail.commit().catch((rejected: unknown) => rejected);
    expect(reason).toEqual(failure);
    expect(reason).not.toBeInstanceOf(Error);
  });

  it("hands listeners the payload and never Electron's event, until they unsubscribe", () => {
    const told: unknown[][] = [];
    const unsubscribe = daytrail.onEvents((...args) => told.push(args));
    electron.emit('daytrail:events', { sender: 'the event' }, { buckets: [] });
    unsubscribe();
    electron.emit('daytrail:events', { sender: 'the event' }, { buckets: [] });
    expect(told).toEqual([[{ buckets: [] }]]);
  });

  it('lets one of two listeners go without the other', () => {
    let heard = 0;
    const unsubscribe = daytrail.onBuckets(() => void heard++);
    daytrail.onBuckets(() => void heard++);
    unsubscribe();
    electron.emit('daytrail:buckets', {}, null);
    expect(heard).toBe(1);
  });
});
