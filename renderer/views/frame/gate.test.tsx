import { act } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Connection, type ConnectionState } from '../../bridge/connection.ts';
import { SLOW_MS } from '../../state/slow.ts';
import { aDaytrail } from '../../testing/fakes.ts';
import { clear, render, text } from '../../testing/render.tsx';
import { Gate } from './gate.tsx';

const never = () => new Promise<never>(() => {});

async function open(state: ConnectionState, connect: () => Promise<ReturnType<typeof aDaytrail>> = never) {
  const connection = new Connection();
  connection.set(state);
  await render(
    <Gate connect={connect} connection={connection}>
      {(_, now) => <p>The window, {now}</p>}
    </Gate>,
  );
  return connection;
}

afterEach(async () => {
  vi.useRealTimers();
  await clear();
});

describe('before there is a connection', () => {
  it('a page without the key is told which address to open', async () => {
    await open('refused', () => Promise.reject(new Error('forbidden')));
    expect(text()).toContain('Open the address that Daytrail printed');
    expect(text()).not.toContain('The window');
  });

  it('nothing flashes while connecting is quick, and progress is shown once it is slow', async () => {
    vi.useFakeTimers();
    await open('connecting');
    await act(async () => vi.advanceTimersByTime(SLOW_MS - 1));
    expect(text()).toBe('');
    await act(async () => vi.advanceTimersByTime(1));
    expect(text()).toContain('Connecting to Daytrail');
  });

  it('a Daytrail that does not run is waited for', async () => {
    await open('lost');
    expect(text()).toContain('Daytrail does not answer.');
    expect(text()).toContain('connects by itself');
  });
});

describe('with a connection', () => {
  it('the window stays while the connection is lost and comes back', async () => {
    const connection = await open('connected', () => Promise.resolve(aDaytrail()));
    expect(text()).toBe('The window, connected');
    await act(async () => connection.set('lost'));
    expect(text()).toBe('The window, lost');
    await act(async () => connection.set('connected'));
    expect(text()).toBe('The window, connected');
  });

  it('a window of another session is closed off', async () => {
    const connection = await open('connected', () => Promise.resolve(aDaytrail()));
    await act(async () => connection.set('refused'));
    expect(text()).not.toContain('The window,');
  });
});
