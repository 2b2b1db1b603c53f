import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock, settle } from './fake-clock.ts';
import { type RecordedLog, recordedLog } from './recorded-log.ts';
import { type Shutdown, ShutdownCoordinator } from './shutdown.ts';
import { CAUSES, type Cause, PHASES } from './shutdown-causes.ts';

let clock: FakeClock;
let log: RecordedLog;
let coordinator: ShutdownCoordinator;

beforeEach(() => {
  clock = new FakeClock();
  log = recordedLog();
  coordinator = new ShutdownCoordinator({ log, clock });
});

const never = () => new Promise<void>(() => undefined);
const taking = (ms: number) => () => new Promise<void>((resolve) => clock.set(ms, resolve));

describe('ending Daytrail', () => {
  it('runs the phases in order, whatever order they were joined in', async () => {
    const ran: string[] = [];
    for (const phase of [...PHASES].reverse()) coordinator.join(phase, phase, () => void ran.push(phase));
    expect(await coordinator.shutdown('quit')).toMatchObject({ result: 'clean', failed: [], outstanding: [] });
    expect(ran).toEqual(['stop-inputs', 'drain', 'close-store', 'last']);
  });

  it('begins a phase only when every joiner of the one before has settled', async () => {
    const ran: string[] = [];
    coordinator.join('slow', 'drain', async () => {
      await taking(50)();
      ran.push('slow');
    });
    coordinator.join('store', 'close-store', () => void ran.push('store'));
    const done = coordinator.shutdown('quit');
    await clock.advance(49);
    expect(ran).toEqual([]);
    await clock.advance(1);
    await done;
    expect(ran).toEqual(['slow', 'store']);
  });

  it('gives every caller the same promise and runs nothing twice', async () => {
    let runs = 0;
    coordinator.join('store', 'close-store', () => void runs++);
    const first = coordinator.shutdown('quit');
    expect(coordinator.shutdown('quit')).toBe(first);
    expect(coordinator.shutdown('signal')).toBe(first);
    await first;
    expect(coordinator.shutdown('fatal')).toBe(first);
    expect(runs).toBe(1);
  });

  it('gives a joiner that asks for the shutdown again the promise it is part of', async () => {
    let inner: Promise<unknown> | null = null;
    coordinator.join('again', 'stop-inputs', () => {
      inner = coordinator.shutdown('quit');
    });
    const outer = coordinator.shutdown('quit');
    await outer;
    expect(inner).toBe(outer);
  });

  it('skips nothing when a joiner fails, at once or later, and names it', async () => {
    const ran: string[] = [];
    coordinator.join('throws', 'stop-inputs', () => {
      throw new Error('broken');
    });
    coordinator.join('rejects', 'drain', () => Promise.reject(new Error('late')));
    coordinator.join('store', 'close-store', () => void ran.push('store'));
    coordinator.join('log', 'last', () => void ran.push('log'));
    expect(await coordinator.shutdown('quit')).toMatchObject({
      result: 'failed',
      failed: [
        { name: 'throws', message: 'broken' },
        { name: 'rejects', message: 'late' },
      ],
    });
    expect(ran).toEqual(['store', 'log']);
  });

  it.each(Object.keys(CAUSES) as Cause[])('ends within the deadline of %s though every phase hangs', async (cause) => {
    for (const phase of PHASES) coordinator.join(`${phase} joiner`, phase, never);
    const done = coordinator.shutdown(cause);
    await clock.advance(CAUSES[cause].deadlineMs);
    expect(await done).toMatchObject({
      result: 'deadline',
      outstanding: PHASES.map((phase) => `${phase} joiner`),
      durationMs: CAUSES[cause].deadlineMs,
    });
  });

  it('leaves the store most of the time though a watcher hangs', async () => {
    let left = 0;
    coordinator.join('watcher', 'stop-inputs', never);
    coordinator.join('store', 'close-store', (shutdown) => {
      left = shutdown.remainingMs();
    });
    const done = coordinator.shutdown('signal');
    await clock.advance(4000);
    expect(left).toBeGreaterThanOrEqual(2000);
    expect(await done).toMatchObject({ result: 'deadline', outstanding: ['watcher'] });
  });

  it('does not call outstanding what finished late but before the end', async () => {
    coordinator.join('late', 'stop-inputs', taking(1000));
    coordinator.join('store', 'close-store', taking(1000));
    const done = coordinator.shutdown('signal');
    await clock.advance(4000);
    expect(await done).toMatchObject({ result: 'clean', outstanding: [] });
  });

  it('logs how long each joiner took and who it left behind', async () => {
    coordinator.join('window', 'stop-inputs', taking(30));
    coordinator.join('socket', 'drain', never);
    const done = coordinator.shutdown('signal');
    await clock.advance(4000);
    await done;
    expect(log.lines).toContain('info shutdown: stop-inputs: window took 30 ms');
    expect(log.lines).toContain('warn shutdown: drain is left behind, waiting for socket');
  });

  it('leaves no timer behind', async () => {
    coordinator.join('store', 'close-store', () => undefined);
    await coordinator.shutdown('quit');
    expect(clock.pending).toBe(0);
  });

  it('does not run a joiner that was taken out, and says when one comes too late', async () => {
    let ran = false;
    const leave = coordinator.join('left', 'drain', () => {
      ran = true;
    });
    leave();
    coordinator.join('late comer', 'close-store', () => {
      coordinator.join('too late', 'drain', () => {
        ran = true;
      });
    });
    await coordinator.shutdown('quit');
    expect(ran).toBe(false);
    expect(log.lines).toContain('warn shutdown: too late joins drain too late, it is not run');
  });
});

describe('a second cause', () => {
  it('shortens the time that is left', async () => {
    coordinator.join('store', 'close-store', never);
    const done = coordinator.shutdown('quit');
    await clock.advance(1000);
    coordinator.shutdown('fatal');
    await clock.advance(2000);
    expect(await done).toMatchObject({ cause: 'fatal', result: 'deadline', durationMs: 2900 });
  });

  it('never lengthens it', async () => {
    coordinator.join('store', 'last', never);
    const done = coordinator.shutdown('signal');
    await clock.advance(3000);
    coordinator.shutdown('os-shutdown');
    coordinator.shutdown('quit');
    await clock.advance(1000);
    expect(await done).toMatchObject({ cause: 'signal', durationMs: 4000 });
  });
});

describe('asking the person', () => {
  const asking = (answer: Promise<string>, then: (answer: string | null, shutdown: Shutdown) => void) => {
    coordinator.join('store', 'close-store', async (shutdown) => {
      then(await shutdown.ask(() => answer), shutdown);
    });
  };

  it('stops the time until the answer, which then starts anew', async () => {
    let reply: (answer: string) => void = () => undefined;
    let left = 0;
    asking(
      new Promise<string>((resolve) => {
        reply = resolve;
      }),
      (_, shutdown) => {
        left = shutdown.remainingMs();
      },
    );
    const done = coordinator.shutdown('quit');
    await clock.advance(3_600_000);
    reply('retry');
    expect(await done).toMatchObject({ result: 'clean' });
    expect(left).toBe(9500);
  });

  it.each((Object.keys(CAUSES) as Cause[]).filter((cause) => !CAUSES[cause].interactive))(
    'is not done on %s',
    async (cause) => {
      let asked = false;
      coordinator.join('store', 'close-store', async (shutdown) => {
        await shutdown.ask(async () => {
          asked = true;
        });
      });
      await coordinator.shutdown(cause);
      expect(asked).toBe(false);
    },
  );

  it('ends without an answer when the system shuts down meanwhile', async () => {
    let answer: string | null = 'none';
    let aborted = false;
    coordinator.join('store', 'close-store', async (shutdown) => {
      answer = await shutdown.ask((signal) => {
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        return new Promise<string>(() => undefined);
      });
      await never();
    });
    const done = coordinator.shutdown('quit');
    await clock.advance(60_000);
    coordinator.shutdown('os-shutdown');
    await settle();
    expect({ answer, aborted }).toEqual({ answer: null, aborted: true });
    await clock.advance(3800);
    expect(await done).toMatchObject({ result: 'deadline', cause: 'os-shutdown', durationMs: 63_800 });
  });

  it('that fails counts as the failure of who asked, and time goes on', async () => {
    asking(Promise.reject(new Error('no dialog')), () => undefined);
    expect(await coordinator.shutdown('quit')).toMatchObject({ failed: [{ name: 'store', message: 'no dialog' }] });
    expect(clock.pending).toBe(0);
  });
});
