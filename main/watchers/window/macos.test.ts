/** macOS itself is not here: these are the rules above it, with a stand-in below. */
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../lifecycle/fake-clock.ts';
import type { MacosNative, MacosWindow } from '../native/macos.ts';
import { createMacosWindows, fits, frontOf } from './macos.ts';
import { RecordedWindows } from './recorded-windows.ts';

const menuBar: MacosWindow = { layer: 25, alpha: 1, owner: 'Control Centre', title: null };
const unseen: MacosWindow = { layer: 0, alpha: 0, owner: 'Helper', title: null };
const safari: MacosWindow = { layer: 0, alpha: 1, owner: 'Safari', title: 'news' };
const finder: MacosWindow = { layer: 0, alpha: 1, owner: 'Finder', title: 'Documents' };

class FakeMacos implements MacosNative {
  shown: MacosWindow[] = [menuBar, unseen, safari, finder];
  allowed = true;
  asked = 0;
  windows = () => this.shown;
  titlesAllowed = () => this.allowed;
  askForTitles = () => {
    this.asked++;
  };
  secondsSinceInput = () => 0;
}

function backendOn(macos: FakeMacos, mayAsk = false) {
  const clock = new FakeClock();
  return {
    clock,
    told: new RecordedWindows(),
    backend: createMacosWindows({ open: async () => macos, clock, mayAsk }),
  };
}

describe('the window in front on macOS', () => {
  it.each<[string, MacosWindow[], object | null]>([
    ['the first usual one', [menuBar, unseen, safari, finder], { app: 'Safari', title: 'news' }],
    ['without a title where macOS hides it', [{ ...safari, title: null }], { app: 'Safari', title: '' }],
    ['unknown where it names no owner', [{ ...safari, owner: '' }], { app: 'unknown', title: 'news' }],
    ['none where there is no usual one', [menuBar, unseen], null],
  ])('is %s', (_, windows, expected) => {
    expect(frontOf(windows)).toEqual(expected);
  });

  it('is told at once, and within a second when it changes', async () => {
    const macos = new FakeMacos();
    const { backend, clock, told } = backendOn(macos);
    await backend.start(told);
    macos.shown = [menuBar, finder, safari];
    await clock.advance(1_000);
    expect(told.seen).toEqual([
      { app: 'Safari', title: 'news' },
      { app: 'Finder', title: 'Documents' },
    ]);
  });

  it('has a title once the person allows it; they are asked once, and only where they may be', async () => {
    const macos = new FakeMacos();
    macos.allowed = false;
    const quiet = backendOn(macos);
    await quiet.backend.start(quiet.told);
    expect(macos.asked).toBe(0);
    const { backend, told } = backendOn(macos, true);
    await backend.start(told);
    await backend.stop();
    await backend.start(told);
    expect(macos.asked).toBe(1);
    expect(backend.about()).toMatchObject({
      sees: ['The application in front, within a second.'],
      limits: [{ what: 'macOS hides the titles of windows.', fix: expect.stringContaining('Screen Recording') }, {}],
    });
    macos.allowed = true;
    expect(backend.about().limits.map(({ what }) => what)).not.toContain('macOS hides the titles of windows.');
  });

  it('is looked for on macOS only', () => {
    expect([fits({}, 'darwin'), fits({}, 'linux'), fits({}, 'win32')]).toEqual([true, false, false]);
  });
});
