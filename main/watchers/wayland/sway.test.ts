/** Windows and idle time against a real compositor. */
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { createWaylandIdle } from '../idle/wayland.ts';
import { SOON } from '../soon.ts';
import { RecordedWindows } from '../window/recorded-windows.ts';
import { createWlrootsWindows } from '../window/wlroots.ts';
import { type Missing, Sway } from './sway.ts';

let sway: Sway | Missing;
const cleanups: (() => Promise<void>)[] = [];

beforeEach(async () => {
  sway = await Sway.start();
});

afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
  if (sway instanceof Sway) await sway.stop();
});

function running({ skip }: TestContext): Sway {
  return sway instanceof Sway ? sway : skip(sway.reason);
}

describe('under sway', () => {
  it('every switch, new title and closing of real windows is seen, and the compositor’s own end and return', async (test) => {
    const compositor = running(test);
    const rename = await compositor.open('editor', 'notes');
    const told = new RecordedWindows();
    const backend = createWlrootsWindows({ env: compositor.env });
    cleanups.push(() => backend.stop());
    await backend.start(told);
    expect(told.seen).toEqual([{ app: 'editor', title: 'notes' }]);

    await compositor.open('browser', '日本語の題');
    await told.until({ app: 'browser', title: '日本語の題' });
    await compositor.focus('editor');
    await told.until({ app: 'editor', title: 'notes' });
    await rename('letter – draft');
    await told.until({ app: 'editor', title: 'letter – draft' });
    await compositor.command('workspace 7');
    await told.until(null);
    await compositor.focus('browser');
    await told.until({ app: 'browser' });
    await compositor.command('[app_id="browser"] kill');
    await told.until({ app: 'editor' });
    expect(told.seen).toEqual([
      { app: 'editor', title: 'notes' },
      { app: 'browser', title: '日本語の題' },
      { app: 'editor', title: 'notes' },
      { app: 'editor', title: 'letter – draft' },
      null,
      { app: 'browser', title: '日本語の題' },
      { app: 'editor', title: 'letter – draft' },
    ]);

    await compositor.crash();
    expect(await told.untilLost()).not.toBe('');
    expect(backend.current()).toBeNull();
    await compositor.boot();
    await backend.start(told);
    expect(told.last).toBeNull();
    await compositor.open('terminal', '~');
    await told.until({ app: 'terminal', title: '~' });
  }, 60_000);

  it('time without input is counted from the last one, and ends with the next', async (test) => {
    const compositor = running(test);
    const idle = createWaylandIdle({ env: compositor.env, quietMs: 500 });
    cleanups.push(() => idle.stop());
    await idle.start(() => undefined);
    expect(await idle.idleMs()).toBe(0);
    await expect.poll(() => idle.idleMs(), SOON).toBeGreaterThan(600);
    await compositor.command('seat - cursor move 10 10');
    await expect.poll(() => idle.idleMs(), SOON).toBe(0);
  }, 30_000);
});
