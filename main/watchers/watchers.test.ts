import { describe, expect, it } from 'vitest';
import { settle } from '../lifecycle/fake-clock.ts';
import { silentLog } from '../lifecycle/log.ts';
import { allEvents, NINE, S } from '../store/testing.ts';
import { BackendError } from './backend.ts';
import { HOST, PRESENCE, session, setup, WINDOW } from './test-desktop.ts';
import { promised, windowStandIn } from './testing.ts';
import { Watchers } from './watchers.ts';

describe('the built-in watchers', () => {
  it('record the first window and that somebody is there at once', async () => {
    const { start, show, windowsRecorded, presence } = setup();
    show('Editor');
    await start();
    expect(windowsRecorded()).toBe('Editor 0-0');
    expect(presence()).toBe('here 0-0');
  });

  it('make the buckets that ActivityWatch’s watchers would', async () => {
    const { start, show, store } = setup();
    show('Editor');
    await start();
    expect(store.listBuckets()).toMatchObject([
      { id: PRESENCE, type: 'afkstatus', client: 'aw-watcher-afk', hostname: HOST },
      { id: WINDOW, type: 'currentwindow', client: 'aw-watcher-window', hostname: HOST },
    ]);
  });

  it('write what was in front until the moment they are stopped, before they say that they are', async () => {
    const { start, show, pass, watchers, input, windowsRecorded, presence, windows, idle } = setup();
    show('Editor');
    await start();
    await pass(12.5);
    input();
    await pass(1.25);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 0-13.75');
    expect(presence()).toBe('here 0-13.75');
    expect([windows.runs(), idle.runs()]).toEqual([false, false]);
  });

  it('go on after a restart within seconds, and leave a longer pause open', async () => {
    const { start, show, pass, watchers, store, time, windowsRecorded } = setup();
    show('Editor');
    await start();
    await pass(10);
    await watchers.stop();
    const again = async () => {
      const next = windowStandIn();
      next.show({ app: 'Editor', title: '' });
      const restarted = new Watchers({
        store: promised(store),
        hostname: HOST,
        windows: [next.candidate],
        idle: [],
        clock: time,
        timer: time,
        log: silentLog,
      });
      restarted.start();
      await settle();
      await pass(5);
      await restarted.stop();
    };
    await pass(6);
    await again();
    expect(windowsRecorded()).toBe('Editor 0-21');
    await pass(60);
    await again();
    expect(windowsRecorded()).toBe('Editor 0-21, Editor 81-86');
  });

  it('find the moment of coming back within the second in which it was', async () => {
    const { start, show, pass, input, watchers, presence } = setup();
    show('Editor');
    await start();
    await pass(20);
    input();
    await pass(400);
    input();
    await pass(0.5);
    input();
    await pass(1.5);
    await watchers.stop();
    // Only the last input can be asked for, once a second while nobody is there.
    expect(presence()).toMatch(/^here 0-20, idle 20-420(\.5)?, here 420(\.5)?-422$/);
  });

  it('ask for films and calls only when input was long ago, and not while nobody is there', async () => {
    const { start, show, pass, watchers, presence, idle } = setup();
    let asked = 0;
    let film = true;
    idle.engaged = () => {
      asked += 1;
      return film;
    };
    show('Player');
    await start();
    await pass(179);
    expect(asked).toBe(0);
    await pass(421);
    film = false;
    await pass(190);
    expect(presence()).toMatch(/^here 0-600, idle 600-/);
    const askedSoFar = asked;
    film = true;
    await pass(60);
    expect(asked).toBe(askedSoFar);
    await watchers.stop();
    expect(presence()).toBe('here 0-600, idle 600-850');
  });

  it('end what goes on at the lock, bring it to the disk, and begin again at the unlock', async () => {
    const { source, happens } = session();
    const { start, show, pass, store, watchers, windowsRecorded, presence } = setup({ systemEvents: [source] });
    show('Editor');
    await start();
    await pass(33.3);
    happens('lock');
    await settle();
    await settle();
    await settle();
    expect(store.health().pending).toBe(0);
    await pass(1000);
    show('Screen saver');
    await pass(10);
    show('Editor');
    happens('unlock');
    await pass(10);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 0-33.3, Editor 1043.3-1053.3');
    expect(presence()).toBe('here 0-33.3, locked 33.3-1043.3, here 1043.3-1053.3');
  });

  it('record sleep as sleep, and nothing else in it', async () => {
    const { source, happens } = session();
    const { start, show, pass, sleep, input, watchers, windowsRecorded, presence } = setup({ systemEvents: [source] });
    show('Editor');
    await start();
    await pass(30);
    happens('suspend');
    await pass(2);
    sleep(8 * 3600);
    happens('resume');
    await pass(4);
    input();
    await pass(10);
    await watchers.stop();
    const woke = 32 + 8 * 3600;
    expect(windowsRecorded()).toBe(`Editor 0-30, Editor ${woke}-${woke + 14}`);
    expect(presence()).toBe(`here 0-30, suspended 30-${woke + 4}, here ${woke + 4}-${woke + 14}`);
  });

  it('leave open what nobody announced: a sleep that only the clocks tell of', async () => {
    const { start, show, pass, sleep, input, watchers, windowsRecorded, presence } = setup();
    show('Editor');
    await start();
    await pass(31);
    sleep(3600);
    await pass(5);
    input();
    await pass(5);
    await watchers.stop();
    // The last look before it is the last certain moment.
    expect(windowsRecorded()).toBe('Editor 0-30, Editor 3635-3641');
    expect(presence()).toBe('here 0-30, here 3635-3641');
  });

  it.each([
    ['forward', 3600],
    ['back', -3600],
  ])('begin afresh when the clock is set %s, and no event is longer than what happened', async (_, by) => {
    const { start, show, pass, wall, input, watchers, store } = setup();
    show('Editor');
    await start();
    await pass(60);
    wall.setBy = by * S;
    await pass(5);
    input();
    await pass(55);
    show('Terminal');
    await pass(60);
    wall.setBy = 0;
    input();
    await pass(60);
    await watchers.stop();
    const windows = allEvents(store.connection).filter(({ bucket }) => bucket === WINDOW);
    expect(Math.max(...windows.map(({ start, end }) => end - start))).toBeLessThanOrEqual(61 * S);
    // Up to 5 s before each jump are not certain.
    const total = windows.reduce((sum, { start, end }) => sum + end - start, 0);
    expect(total).toBeGreaterThan(229 * S);
    expect(total).toBeLessThanOrEqual(240 * S);
  });

  it('end the window when it can be seen no more, and see it again when the display is back', async () => {
    const { start, show, pass, windows, watchers, windowsRecorded } = setup();
    show('Editor');
    await start();
    await pass(20);
    windows.failWith = new BackendError('broken', 'The X server cannot be reached.');
    windows.lose();
    await pass(10);
    expect(watchers.health()[0]).toMatchObject({
      state: 'waiting',
      problem: { message: 'The X server cannot be reached.' },
    });
    windows.failWith = null;
    await pass(10);
    expect(watchers.health()[0]).toMatchObject({ state: 'recording', problem: null });
    await watchers.stop();
    expect(windowsRecorded()).toMatch(/^Editor 0-20, Editor 3\d(\.\d)?-40$/);
  });

  it('say of each how it fares, and tell when that changes, but not with every heartbeat', async () => {
    const { start, show, pass, watchers } = setup();
    const told: string[] = [];
    watchers.onHealth((health) => told.push(health.map(({ state }) => state).join(' ')));
    expect(watchers.health().map(({ state }) => state)).toEqual(['off', 'off']);
    show('Editor');
    await start();
    await pass(60);
    expect(watchers.health()).toMatchObject([
      {
        watcher: 'window',
        bucket: WINDOW,
        state: 'recording',
        backend: { name: 'Stand-in' },
        lastHeartbeat: NINE + 60 * S,
      },
      { watcher: 'presence', bucket: PRESENCE, state: 'recording', backend: { name: 'Idle stand-in' }, problem: null },
    ]);
    expect(told.at(-1)).toBe('recording recording');
    expect(told.length).toBeLessThan(8);
    await watchers.stop();
    expect(told.at(-1)).toBe('off off');
  });

  it('say what this desktop cannot tell, with the fix', async () => {
    const windows = windowStandIn();
    windows.failWith = new BackendError('unfit', 'GNOME does not tell.', 'Install the extension.');
    const { start, watchers } = setup({ windows: [windows.candidate], idle: [] });
    await start();
    expect(watchers.health()).toMatchObject([
      { state: 'unfit', backend: null, problem: { message: 'GNOME does not tell.', fix: 'Install the extension.' } },
      { state: 'unfit', backend: null, problem: { fix: null } },
    ]);
  });

  it('stand back in a bucket that another program records into, each for itself', async () => {
    const { start, show, pass, store, time, tell, watchers } = setup();
    show('Editor');
    await start();
    await pass(10);
    tell();
    store.heartbeat(WINDOW, { start: time.now(), end: time.now(), data: { app: 'editor', title: '' } }, 2 * S);
    tell();
    expect(watchers.health().map(({ state }) => state)).toEqual(['standing-back', 'recording']);
  });

  it('record how long the computer was off, once it is started again', async () => {
    const first = session();
    const { start, show, pass, watchers, store, time, presence } = setup({ systemEvents: [first.source] });
    show('Editor');
    await start();
    await pass(20);
    watchers.happened('shutdown');
    await pass(1);
    await watchers.stop();
    expect(first.isHeard()).toBe(false);
    time.advance(9 * 3_600_000);
    const next = new Watchers({
      store: promised(store),
      hostname: HOST,
      windows: [],
      idle: [],
      bootedAt: time.now() - 60 * S,
      clock: time,
      timer: time,
      log: silentLog,
    });
    next.start();
    await settle();
    await settle();
    await next.stop();
    expect(presence()).toBe(`here 0-20, off 20-${21 + 9 * 3600 - 60}`);
  });
});
