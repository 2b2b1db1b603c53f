/** Windows and macOS are not here: these are the rules above them, with stand-ins below. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MacosNative } from '../native/macos.ts';
import type { WindowsNative } from '../native/windows.ts';
import { createMacosIdle } from './macos.ts';
import { createWindowsIdle, sinceTick } from './windows.ts';

const WRAP = 2 ** 32;

describe('the time since the last input on Windows', () => {
  it.each([
    ['just now', 1_000, 1_000, 0],
    ['a while ago', 500_000, 320_000, 180_000],
    ['on both sides of the 49.7 days', WRAP + 5_000, WRAP - 5_000, 10_000],
    ['at the very moment of the wrap', WRAP, 0, 0],
    ['after many wraps', 3 * WRAP + 70_000, 10_000, 60_000],
    ['a moment ahead, as it came between the two questions', 1_000, 1_016, 0],
    ['a moment ahead across the wrap', WRAP - 5, 11, 0],
    ['over 24.8 days ago', 30 * 86_400_000, 0, 30 * 86_400_000],
  ])('that was %s', (_, now, last, since) => {
    expect(sinceTick(now, last)).toBe(since);
  });

  it('is right whenever Windows was started, for up to 49 days without input', () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 13 }), fc.nat({ max: 49 * 86_400_000 }), (input, since) => {
        expect(sinceTick(input + since, input % WRAP)).toBe(since);
      }),
    );
  });

  it('is 0 where Windows cannot say, and once it was stopped', async () => {
    let last: number | null = 400;
    const native: Pick<WindowsNative, 'lastInput' | 'tickMs'> = { lastInput: () => last, tickMs: () => 1_000 };
    const backend = createWindowsIdle({ open: async () => native as WindowsNative });
    await backend.start(() => undefined);
    expect(await backend.idleMs()).toBe(600);
    last = null;
    expect(await backend.idleMs()).toBe(0);
    last = 400;
    await backend.stop();
    expect(await backend.idleMs()).toBe(0);
  });
});

describe('the time since the last input on macOS', () => {
  it('is what CoreGraphics says, in whole milliseconds and never negative', async () => {
    let seconds = 12.3456;
    const native: Pick<MacosNative, 'secondsSinceInput'> = { secondsSinceInput: () => seconds };
    const backend = createMacosIdle({ open: async () => native as MacosNative });
    expect(await backend.idleMs()).toBe(0);
    await backend.start(() => undefined);
    expect(await backend.idleMs()).toBe(12_346);
    seconds = -0.001;
    expect(await backend.idleMs()).toBe(0);
  });
});
