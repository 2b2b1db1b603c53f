import { describe, expect, it } from 'vitest';
import { settle } from '../lifecycle/fake-clock.ts';
import { recordedLog } from '../lifecycle/recorded-log.ts';
import { ManualTime } from '../store/testing.ts';
import { BackendError, type WindowBackend } from './backend.ts';
import { BackendKeeper } from './backend-keeper.ts';
import { type WindowStandIn, windowStandIn } from './testing.ts';

function keep(...standIns: readonly WindowStandIn[]) {
  const time = new ManualTime();
  const log = recordedLog();
  let losses = 0;
  const keeper = new BackendKeeper<WindowBackend>({
    wanted: 'the window in front',
    candidates: standIns.map(({ candidate }) => candidate),
    start: (backend, lost) => backend.start({ changed: () => undefined, lost }),
    onChange: () => undefined,
    onLost: () => {
      losses += 1;
    },
    timer: time,
    log,
  });
  const pass = async (ms: number) => {
    time.advance(ms);
    for (let turn = 0; turn < 5; turn++) await settle();
  };
  return { keeper, pass, log, time, losses: () => losses };
}

const broken = (message: string) => new BackendError('broken', message);

describe('the keeper of a backend', () => {
  it('takes the first that works, and says which and why not the others', async () => {
    const [first, second, third] = [windowStandIn('First'), windowStandIn('Second'), windowStandIn('Third')];
    first.failWith = new BackendError('unfit', 'It is another desktop.');
    const { keeper, log } = keep(first, second, third);
    await keeper.start();
    expect(keeper.state).toMatchObject({ state: 'running', about: { name: 'Second' } });
    expect(third.starts()).toBe(0);
    expect(log.lines).toEqual([
      'info watchers: First cannot tell the window in front: It is another desktop.',
      'info watchers: Second tells the window in front',
    ]);
  });

  it('does not even try what is for another session', async () => {
    const other = windowStandIn('Other', { fits: false });
    const { keeper } = keep(other, windowStandIn('Ours'));
    await keeper.start();
    expect(other.starts()).toBe(0);
    expect(keeper.state).toMatchObject({ about: { name: 'Ours' } });
  });

  it('tries again with growing pauses what should work and does not yet', async () => {
    const late = windowStandIn();
    late.failWith = broken('The X server cannot be reached.');
    const { keeper, pass } = keep(late);
    await keeper.start();
    expect(keeper.state).toEqual({
      state: 'waiting',
      problem: { message: 'The X server cannot be reached.', fix: null },
    });
    for (const [ms, starts] of [
      [499, 1],
      [1, 2],
      [999, 2],
      [1, 3],
      [2000, 4],
    ] as const) {
      await pass(ms);
      expect(late.starts()).toBe(starts);
    }
    late.failWith = null;
    await pass(5000);
    expect(keeper.state.state).toBe('running');
  });

  it('gives up where nothing fits, and says what could be done', async () => {
    const gnome = windowStandIn('GNOME');
    gnome.failWith = new BackendError('unfit', 'GNOME does not tell.', 'Install the extension.');
    const { keeper, pass, time } = keep(gnome);
    await keeper.start();
    expect(keeper.state).toEqual({
      state: 'unfit',
      problem: { message: 'GNOME does not tell.', fix: 'Install the extension.' },
    });
    await pass(600_000);
    expect(gnome.starts()).toBe(1);
    expect(time.waiting).toBe(0);
  });

  it('lets go of what was lost, says so once, and starts again', async () => {
    const backend = windowStandIn();
    const { keeper, pass, losses } = keep(backend);
    await keeper.start();
    backend.lose();
    await pass(0);
    expect(keeper.backend).toBeNull();
    expect(keeper.state).toMatchObject({ state: 'waiting', problem: { message: 'The display server has ended.' } });
    await pass(500);
    expect(keeper.state.state).toBe('running');
    expect([losses(), backend.starts()]).toEqual([1, 2]);
  });

  it('stops what runs and begins nothing more', async () => {
    const backend = windowStandIn();
    const { keeper, pass } = keep(backend);
    await keeper.start();
    backend.lose();
    await pass(0);
    await keeper.stop();
    await pass(60_000);
    expect([backend.starts(), backend.runs()]).toEqual([1, false]);
  });

  it('stops what was just being started when it had to end', async () => {
    const backend = windowStandIn();
    const { keeper } = keep(backend);
    const starting = keeper.start();
    await keeper.stop();
    await starting;
    expect(backend.runs()).toBe(false);
    expect(keeper.backend).toBeNull();
  });
});
