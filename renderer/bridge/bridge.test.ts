// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { daytrailOver } from '../../preload/contract/methods.ts';
import { raisingErrors } from './exposed.ts';
import { takeToken } from './token.ts';

describe('the token of the address', () => {
  const places = (hash: string) => {
    const stored = new Map<string, string>();
    return {
      stored,
      location: { hash, pathname: '/timeline', search: '?day=2024-05-06' },
      history: { state: null, replaceState: vi.fn() },
      storage: {
        getItem: (key: string) => stored.get(key) ?? null,
        setItem: (key: string, value: string) => void stored.set(key, value),
      },
    };
  };

  it('is taken out of the address, which keeps its path and query', () => {
    const here = places('#token=a-B_9');
    expect(takeToken(here)).toBe('a-B_9');
    expect(here.history.replaceState).toHaveBeenCalledWith(null, '', '/timeline?day=2024-05-06');
  });

  it('is still known after a reload', () => {
    const here = places('#token=abc');
    takeToken(here);
    expect(takeToken({ ...here, location: { ...here.location, hash: '' } })).toBe('abc');
  });

  it('of a new address replaces the one before', () => {
    const here = places('#token=old');
    takeToken(here);
    takeToken({ ...here, location: { ...here.location, hash: '#token=new' } });
    expect([...here.stored.values()]).toEqual(['new']);
  });

  it.each(['', '#', '#events', '#token=', '#token=a b', '#token=<script>'])('is not seen in %j', (hash) => {
    const here = places(hash);
    expect(takeToken(here)).toBeNull();
    expect(here.history.replaceState).not.toHaveBeenCalled();
  });
});

describe("the preload's object", () => {
  const exposed = (answer: () => Promise<never>): Daytrail => daytrailOver(answer, () => () => undefined);

  it('rejects with an error that says kind and message', async () => {
    const daytrail = raisingErrors(exposed(() => Promise.reject({ kind: 'locked', message: 'in use' })));
    const error: unknown = await daytrail.commit().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'DaytrailError', kind: 'locked', message: 'in use' });
  });

  it('passes anything else on as it is', async () => {
    const failure = new Error('the window is gone');
    await expect(raisingErrors(exposed(() => Promise.reject(failure))).status()).rejects.toBe(failure);
  });

  it('gives every method arguments and value as they are, and subscriptions at once', async () => {
    const calls: unknown[] = [];
    const daytrail = raisingErrors(
      daytrailOver(
        async (channel, args) => {
          calls.push([channel, ...args]);
          return null as never;
        },
        (push) => {
          calls.push(push);
          return () => undefined;
        },
      ),
    );
    await daytrail.describe({ bucket: 'b', start: 1, end: 2 });
    expect(daytrail.onStatus(() => undefined)).toBeTypeOf('function');
    expect(calls).toEqual([['timeline.describe', { bucket: 'b', start: 1, end: 2 }], 'status']);
  });
});

describe('connect', () => {
  beforeEach(() => {
    vi.resetModules();
    sessionStorage.clear();
  });
  afterEach(() => {
    Reflect.deleteProperty(window, 'daytrail');
  });

  it('uses what the preload exposed, and is connected', async () => {
    const daytrail = daytrailOver(
      async () => 'an answer' as never,
      () => () => undefined,
    );
    Object.defineProperty(window, 'daytrail', { value: daytrail, configurable: true });
    const { connect, connection } = await import('./index.ts');
    expect(await (await connect()).status()).toBe('an answer');
    expect(connection.get()).toBe('connected');
  });

  it('is refused in a browser that was not given the address', async () => {
    const { connect, connection } = await import('./index.ts');
    await expect(connect()).rejects.toMatchObject({ kind: 'forbidden', message: expect.stringContaining('address') });
    expect(connection.get()).toBe('refused');
  });
});
