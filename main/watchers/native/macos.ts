/**
 * What Daytrail asks of macOS, as thin as it can be. It cannot run anywhere else, so whatever is a rule stands in the
 * backends above it, which are tested with a stand-in.
 *
 * CoreGraphics alone is asked, which needs no run loop (NSWorkspace keeps what it knows up to date only within one) and
 * cannot be held up by a program that hangs (the Accessibility API can).
 * Declarations: https://developer.apple.com/documentation/coregraphics/quartz-window-services and .../corefoundation.
 */
import { asNumber, type Library, openLibrary } from './library.ts';

export interface MacosWindow {
  /** 0 for usual windows; the menu bar, the Dock and panels are elsewhere. */
  readonly layer: number;
  readonly alpha: number;
  readonly owner: string;
  /** Null where the person has not allowed titles, or there is none. */
  readonly title: string | null;
}

export interface MacosNative {
  /** What is on the screen, front to back. */
  windows(): Iterable<MacosWindow>;
  titlesAllowed(): boolean;
  /** macOS asks the person, and does so only once, however often this is called. */
  askForTitles(): void;
  secondsSinceInput(): number;
}

const frameworks = '/System/Library/Frameworks';
const UTF8 = 0x08000100;
/** On the screen (1), without the desktop (16). */
const WINDOWS = 17;
const NUMBER_DOUBLE = 13;
/** kCGEventSourceStateCombinedSessionState: also what remote control types. */
const COMBINED_SESSION = 0;
const ANY_INPUT = 0xffffffff;

export async function openMacosNative(open = openLibrary): Promise<MacosNative> {
  const graphics = await open(`${frameworks}/CoreGraphics.framework/CoreGraphics`);
  const foundation = coreFoundation(await open(`${frameworks}/CoreFoundation.framework/CoreFoundation`));
  const copyWindows = graphics.func('uintptr_t CGWindowListCopyWindowInfo(uint32_t option, uint32_t window)');
  const preflight = graphics.func('bool CGPreflightScreenCaptureAccess()');
  const request = graphics.func('bool CGRequestScreenCaptureAccess()');
  const sinceInput = graphics.func('double CGEventSourceSecondsSinceLastEventType(int32_t state, uint32_t type)');
  // The constants of these names are strings of the same letters, and dictionaries compare letters.
  const layer = foundation.string('kCGWindowLayer');
  const alpha = foundation.string('kCGWindowAlpha');
  const owner = foundation.string('kCGWindowOwnerName');
  const name = foundation.string('kCGWindowName');

  return {
    *windows() {
      const list = asNumber(copyWindows(WINDOWS, 0));
      if (Number(list) === 0) return;
      try {
        for (const window of foundation.elements(list)) {
          yield {
            layer: foundation.numberIn(window, layer) ?? 0,
            alpha: foundation.numberIn(window, alpha) ?? 1,
            owner: foundation.textIn(window, owner) ?? '',
            title: foundation.textIn(window, name),
          };
        }
      } finally {
        foundation.release(list);
      }
    },
    titlesAllowed: () => preflight() === true,
    askForTitles: () => void request(),
    secondsSinceInput: () => Number(sinceInput(COMBINED_SESSION, ANY_INPUT)),
  };
}

type Reference = number | bigint;

/** Arrays, dictionaries, numbers and strings of CoreFoundation; what `string` makes is kept for good. */
function coreFoundation(library: Library) {
  const create = library.func(
    'uintptr_t CFStringCreateWithCString(uintptr_t allocator, const char *text, uint32_t encoding)',
  );
  const count = library.func('int64_t CFArrayGetCount(uintptr_t array)');
  const at = library.func('uintptr_t CFArrayGetValueAtIndex(uintptr_t array, int64_t index)');
  const lookUp = library.func('uintptr_t CFDictionaryGetValue(uintptr_t dictionary, uintptr_t key)');
  const numberOf = library.func('bool CFNumberGetValue(uintptr_t number, int64_t type, _Out_ uint8_t *value)');
  const lengthOf = library.func('int64_t CFStringGetLength(uintptr_t text)');
  const textOf = library.func(
    'bool CFStringGetCString(uintptr_t text, _Out_ uint8_t *buffer, int64_t size, uint32_t encoding)',
  );
  const release = library.func('void CFRelease(uintptr_t object)');
  const number = Buffer.alloc(8);

  const get = (dictionary: Reference, key: Reference): Reference | null => {
    const value = asNumber(lookUp(dictionary, key));
    return Number(value) === 0 ? null : value;
  };

  return {
    string: (text: string): Reference => asNumber(create(0, text, UTF8)),
    *elements(array: Reference): Generator<Reference> {
      const length = Number(count(array));
      for (let index = 0; index < length; index++) yield asNumber(at(array, index));
    },
    numberIn(dictionary: Reference, key: Reference): number | null {
      const value = get(dictionary, key);
      return value !== null && numberOf(value, NUMBER_DOUBLE, number) === true ? number.readDoubleLE() : null;
    },
    textIn(dictionary: Reference, key: Reference): string | null {
      const value = get(dictionary, key);
      if (value === null) return null;
      // A UTF-16 unit is at most three bytes of UTF-8; one more for the null at the end.
      const buffer = Buffer.alloc(Number(lengthOf(value)) * 3 + 1);
      if (textOf(value, buffer, buffer.length, UTF8) !== true) return null;
      return buffer.toString('utf8', 0, buffer.indexOf(0));
    },
    release: (object: Reference) => void release(object),
  };
}
