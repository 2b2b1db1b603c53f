/**
 * A whole working day through the watchers' own code and a real store, in a few seconds: the record must be what was
 * scripted. The script keeps its own log, and knows nothing of how recording works.
 */
import { describe, expect, it } from 'vitest';
import { allEvents, NINE, S } from '../store/testing.ts';
import { PRESENCE, session, setup, WINDOW } from './test-desktop.ts';

/** Seconds from nine o'clock. */
interface Part {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const APPS = ['Editor', 'Terminal', 'Browser', 'Mail', 'Chat'];

/** The same numbers each time (a linear congruential generator, Numerical Recipes' constants). */
function dice(seed: number) {
  let state = seed;
  return (from: number, to: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return from + Math.floor((state / 2 ** 32) * (to - from));
  };
}

/** Somebody's day, done on the watched desktop and written down. */
async function spend(seed: number) {
  const { source, happens } = session();
  const desktop = setup({ systemEvents: [source] });
  const roll = dice(seed);
  const windows: Part[] = [];
  const presence: Part[] = [];
  let now = 0;
  let shown: { app: string; from: number } | null = null;
  let state = { what: 'here', from: 0 };

  const pass = async (seconds: number) => {
    await desktop.pass(seconds);
    now += seconds;
  };
  const ends = () => {
    if (shown !== null) windows.push({ what: shown.app, from: shown.from, to: now });
    shown = null;
  };
  const show = (app: string | null) => {
    if (app === (shown?.app ?? null)) return;
    ends();
    desktop.show(app);
    shown = app === null ? null : { app, from: now };
  };
  const becomes = (what: string, at: number) => {
    presence.push({ ...state, to: at });
    state = { what, from: at };
  };
  /** Hands on the keyboard, at most a minute and a half apart, and a window after the other. */
  const work = async (until: number) => {
    while (now < until) {
      const stays = Math.min(roll(1, 240) + roll(0, 1000) / 1000, until - now);
      show(APPS[roll(0, APPS.length)] ?? null);
      desktop.input();
      for (let left = stays; left > 0; left -= 90) {
        await pass(Math.min(90, left));
        desktop.input();
      }
    }
  };

  show('Editor');
  await desktop.start();
  await work(1.5 * HOUR);
  // Coffee: the last window stays open, nobody touches anything.
  becomes('idle', now);
  await pass(12 * MINUTE);
  desktop.input();
  becomes('here', now);
  await work(3.5 * HOUR);
  // Lunch, with the screen locked.
  const app = (shown as { app: string } | null)?.app ?? 'Editor';
  ends();
  happens('lock');
  becomes('locked', now);
  await pass(45 * MINUTE);
  happens('unlock');
  desktop.input();
  becomes('here', now);
  shown = { app, from: now };
  await work(5 * HOUR);
  // A meeting, with the lid closed.
  const before = (shown as { app: string } | null)?.app ?? 'Editor';
  ends();
  happens('suspend');
  becomes('suspended', now);
  await pass(3);
  desktop.sleep(40 * MINUTE);
  now += 40 * MINUTE;
  happens('resume');
  shown = { app: before, from: now };
  await pass(5);
  desktop.input();
  becomes('here', now);
  await work(7 * HOUR);
  // Everything closed for a minute.
  show(null);
  await pass(MINUTE);
  await work(8 * HOUR);
  ends();
  becomes('', now);
  await desktop.watchers.stop();

  const recorded = (bucket: string): Part[] =>
    allEvents(desktop.store.connection)
      .filter((event) => event.bucket === bucket)
      .sort((a, b) => a.start - b.start)
      .map(({ start, end, data }) => {
        const { app: name, status, reason } = JSON.parse(data);
        const what = name ?? reason ?? (status === 'not-afk' ? 'here' : status);
        return { what, from: (start - NINE) / S, to: (end - NINE) / S };
      });
  return { windows, presence, recorded: { windows: recorded(WINDOW), presence: recorded(PRESENCE) } };
}

function expectSame(recorded: readonly Part[], scripted: readonly Part[]): void {
  expect(recorded.map(({ what }) => what)).toEqual(scripted.map(({ what }) => what));
  for (const [index, { what, from, to }] of scripted.entries()) {
    const event = recorded[index];
    expect(Math.abs((event?.from ?? 0) - from), `${what} begins at ${from}`).toBeLessThan(1);
    expect(Math.abs((event?.to ?? 0) - to), `${what} ends at ${to}`).toBeLessThan(1);
  }
}

const total = (stretches: readonly Part[], what: string): number =>
  stretches.filter((stretch) => stretch.what === what).reduce((sum, { from, to }) => sum + to - from, 0);

describe('a day of eight hours', () => {
  it.each([1, 2])('is on the record as it was, to the second (day %i)', async (seed) => {
    const { windows, presence, recorded } = await spend(seed);
    expect(windows.length).toBeGreaterThan(100);
    expectSame(recorded.windows, windows);
    expectSame(recorded.presence, presence);
    for (const app of APPS) expect(Math.abs(total(recorded.windows, app) - total(windows, app))).toBeLessThan(1);
  });
});
