/** The real functions exist on macOS alone; here they are the test's own. What they do there is their documentation's word. */
import { describe, expect, it } from 'vitest';
import { fakeLibraries } from './fake-library.ts';
import type { NativeArgument } from './library.ts';
import { openMacosNative } from './macos.ts';

/** Objects of CoreFoundation by their reference; 0 is none. */
const objects: unknown[] = [null];
const refer = (object: unknown) => objects.push(object) - 1;
const objectOf = (reference: NativeArgument | undefined) => objects[Number(reference)];
const released: NativeArgument[] = [];

function windowList(windows: readonly Readonly<Record<string, string | number>>[]): number {
  return refer(
    windows.map((window) => refer(new Map(Object.entries(window).map(([key, value]) => [key, refer(value)])))),
  );
}

let list = 0;
const macos = fakeLibraries({
  CGWindowListCopyWindowInfo: (option, window) => (option === 17 && window === 0 ? list : 0),
  CGPreflightScreenCaptureAccess: () => false,
  CGRequestScreenCaptureAccess: () => true,
  CGEventSourceSecondsSinceLastEventType: (state, type) => (state === 0 && type === 0xffffffff ? 12.5 : -1),
  CFStringCreateWithCString: (_allocator, text) => refer(text),
  CFArrayGetCount: (array) => (objectOf(array) as unknown[]).length,
  CFArrayGetValueAtIndex: (array, index) => (objectOf(array) as number[])[Number(index)],
  CFDictionaryGetValue: (dictionary, key) =>
    (objectOf(dictionary) as Map<string, number>).get(String(objectOf(key))) ?? 0,
  CFNumberGetValue: (number, type, value) => {
    if (type === 13 && Buffer.isBuffer(value)) value.writeDoubleLE(Number(objectOf(number)));
    return true;
  },
  CFStringGetLength: (text) => String(objectOf(text)).length,
  CFStringGetCString: (text, buffer, size) => {
    const bytes = Buffer.from(`${objectOf(text)}\0`, 'utf8');
    if (!Buffer.isBuffer(buffer) || bytes.length > Number(size)) return false;
    bytes.copy(buffer);
    return true;
  },
  CFRelease: (object) => released.push(object ?? 0),
});

describe('macOS', () => {
  it('tells of windows from the front, and is given back what it made, also when only the first is looked at', async () => {
    const native = await openMacosNative(macos);
    list = windowList([
      { kCGWindowLayer: 25, kCGWindowAlpha: 1, kCGWindowOwnerName: 'Control Centre' },
      { kCGWindowLayer: 0, kCGWindowAlpha: 0.5, kCGWindowOwnerName: 'Safari', kCGWindowName: '日本語 🎌' },
      { kCGWindowOwnerName: 'Finder', kCGWindowName: '' },
    ]);
    expect([...native.windows()]).toEqual([
      { layer: 25, alpha: 1, owner: 'Control Centre', title: null },
      { layer: 0, alpha: 0.5, owner: 'Safari', title: '日本語 🎌' },
      { layer: 0, alpha: 1, owner: 'Finder', title: '' },
    ]);
    for (const window of native.windows()) {
      expect(window.owner).toBe('Control Centre');
      break;
    }
    expect(released).toEqual([list, list]);
  });

  it('that gives no list, as without a screen, shows no window', async () => {
    list = 0;
    expect([...(await openMacosNative(macos)).windows()]).toEqual([]);
  });

  it('says whether titles may be read, and how long there was no input', async () => {
    const native = await openMacosNative(macos);
    expect(native.titlesAllowed()).toBe(false);
    expect(native.secondsSinceInput()).toBe(12.5);
  });
});
