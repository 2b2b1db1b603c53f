import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { ShutdownOutcome } from '../lifecycle/shutdown.ts';
import type { Cause } from '../lifecycle/shutdown-causes.ts';
import { wireQuit } from './quit.ts';

/** As Electron behaves: `quit` emits both events unless it is called while one of them is being handled. */
class FakeApp extends EventEmitter {
  ended = false;
  exitCode: number | null = null;
  #handling = false;

  quit(): void {
    if (this.#handling || this.ended) return;
    this.#handling = true;
    let prevented = false;
    this.emit('before-quit', { preventDefault: () => undefined });
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    this.#handling = false;
    if (!prevented) this.exit(0);
  }

  exit(code: number): void {
    this.ended = true;
    this.exitCode = code;
  }
}

const clean: ShutdownOutcome = { result: 'clean', cause: 'quit', failed: [], outstanding: [], durationMs: 1 };

function wired(outcome: ShutdownOutcome = clean) {
  const app = new FakeApp();
  const letWindowGo = vi.fn();
  const turns: (() => void)[] = [];
  let finish = (): void => undefined;
  const finished = new Promise<ShutdownOutcome>((resolve) => {
    finish = () => resolve(outcome);
  });
  const shutdown = vi.fn<(cause: Cause) => Promise<ShutdownOutcome>>(() => finished);
  const quit = wireQuit({ app: app as unknown as App, shutdown, letWindowGo, laterTurn: (run) => turns.push(run) });
  const closed = async () => {
    finish();
    await vi.waitFor(() => expect(turns).toHaveLength(1), 15_000);
    for (const turn of turns) turn();
  };
  return { app, letWindowGo, shutdown, quit, closed };
}

describe('quitting', () => {
  it('waits for the shutdown, then ends with code 0', async () => {
    const { app, quit, shutdown, closed } = wired();
    quit.begin('quit');
    expect(shutdown).toHaveBeenCalledExactlyOnceWith('quit');
    expect(app.ended).toBe(false);
    await closed();
    expect(app.exitCode).toBe(0);
  });

  it('is the same when the system or a menu calls quit by itself', async () => {
    const { app, shutdown, letWindowGo, closed } = wired();
    app.quit();
    expect(shutdown).toHaveBeenCalledExactlyOnceWith('quit');
    expect(letWindowGo).toHaveBeenCalledOnce();
    await closed();
    expect(app.exitCode).toBe(0);
  });

  it('lets the window go once, before anything else', () => {
    const { quit, letWindowGo, shutdown } = wired();
    expect(quit.isQuitting()).toBe(false);
    shutdown.mockImplementation(() => {
      expect(letWindowGo).toHaveBeenCalledOnce();
      return new Promise(() => undefined);
    });
    quit.begin('signal');
    quit.begin('quit');
    expect(quit.isQuitting()).toBe(true);
    expect(letWindowGo).toHaveBeenCalledOnce();
  });

  it('ends once, however often it is asked', async () => {
    const { app, quit, closed } = wired();
    quit.begin('quit');
    quit.begin('quit');
    app.quit();
    await closed();
    expect(app.exitCode).toBe(0);
  });

  it('passes a more pressing cause on', () => {
    const { quit, shutdown } = wired();
    quit.begin('quit');
    quit.begin('os-shutdown');
    expect(shutdown.mock.calls.map(([cause]) => cause)).toEqual(['quit', 'os-shutdown']);
  });

  it('ends a signal with code 0 when everything is saved', async () => {
    const { app, quit, closed } = wired({ ...clean, cause: 'signal' });
    quit.begin('signal');
    await closed();
    expect(app.exitCode).toBe(0);
  });

  it('ends with code 0 when something hung that has nothing to do with the record', async () => {
    const { app, quit, closed } = wired({ ...clean, result: 'deadline', outstanding: ['bridge and status'] });
    quit.begin('quit');
    await closed();
    expect(app.exitCode).toBe(0);
  });

  it.each([
    ['changes were lost', { ...clean, result: 'failed' as const, failed: [{ name: 'store', message: 'disk full' }] }],
    ['the store did not close in time', { ...clean, result: 'deadline' as const, outstanding: ['store'] }],
    ['a fatal error was the cause', { ...clean, cause: 'fatal' as const }],
  ])('ends with code 1 when %s', async (_what, outcome) => {
    const { app, quit, closed } = wired(outcome);
    quit.begin(outcome.cause);
    await closed();
    expect(app.exitCode).toBe(1);
  });

  it('does not end because its windows are closed', () => {
    const { app } = wired();
    expect(app.listenerCount('window-all-closed')).toBe(1);
  });
});
