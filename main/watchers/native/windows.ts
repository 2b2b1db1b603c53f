/**
 * What Daytrail asks of Windows, as thin as it can be: each method is one or two calls. It cannot run anywhere else, so
 * whatever is a rule stands in the backends above it, which are tested with a stand-in.
 * Declarations: https://learn.microsoft.com/windows/win32/api/ (winuser.h, processthreadsapi.h, winbase.h, sysinfoapi.h).
 */
import { asNumber, openLibrary } from './library.ts';

/** A window's handle; 0: there is none. */
export type WindowHandle = number | bigint;

export interface WindowsNative {
  /** 0 for a moment while the focus moves, and while the screen is locked. */
  foreground(): WindowHandle;
  title(window: WindowHandle): string;
  /** The id of the process that made it; 0 where the window is gone. */
  processOf(window: WindowHandle): number;
  /** The window of a Store application within the frame that Windows puts around it; 0 where there is none. */
  hosted(frame: WindowHandle): WindowHandle;
  /** The path of a process's program; null where we may not know. */
  executable(process: number): string | null;
  /** The time of the last input, in ms since the start of Windows, of which the lower 32 bits; null where it cannot say. */
  lastInput(): number | null;
  /** Since the start of Windows. */
  tickMs(): number;
}

const LONGEST_TITLE = 1024;
/** Of a path with the prefix that allows long ones. */
const LONGEST_PATH = 32_768;
const PROCESS_QUERY_LIMITED_INFORMATION = 0x1000;

export async function openWindowsNative(open = openLibrary): Promise<WindowsNative> {
  const user32 = await open('user32.dll');
  const kernel32 = await open('kernel32.dll');
  const getForegroundWindow = user32.func('uintptr_t __stdcall GetForegroundWindow()');
  const getWindowText = user32.func(
    'int __stdcall GetWindowTextW(uintptr_t window, _Out_ uint8_t *text, int characters)',
  );
  const getProcessId = user32.func(
    'uint32_t __stdcall GetWindowThreadProcessId(uintptr_t window, _Out_ uint8_t *process)',
  );
  const findWindow = user32.func(
    'uintptr_t __stdcall FindWindowExW(uintptr_t parent, uintptr_t after, const char16_t *kind, const char16_t *title)',
  );
  const getLastInput = user32.func('int __stdcall GetLastInputInfo(_Inout_ uint8_t *info)');
  const getTickCount = kernel32.func('uint64_t __stdcall GetTickCount64()');
  const openProcess = kernel32.func('uintptr_t __stdcall OpenProcess(uint32_t access, int inherit, uint32_t process)');
  const closeHandle = kernel32.func('int __stdcall CloseHandle(uintptr_t handle)');
  const queryImageName = kernel32.func(
    'int __stdcall QueryFullProcessImageNameW(uintptr_t process, uint32_t flags, _Out_ uint8_t *path, _Inout_ uint8_t *size)',
  );

  const text = Buffer.alloc(LONGEST_TITLE * 2);
  const path = Buffer.alloc(LONGEST_PATH * 2);
  const word = Buffer.alloc(4);
  /** LASTINPUTINFO: its own size, then the time. */
  const info = Buffer.alloc(8);

  return {
    foreground: () => asNumber(getForegroundWindow()),
    title(window) {
      const characters = Number(getWindowText(window, text, LONGEST_TITLE));
      return text.toString('utf16le', 0, characters * 2);
    },
    processOf(window) {
      word.writeUInt32LE(0);
      getProcessId(window, word);
      return word.readUInt32LE();
    },
    hosted: (frame) => asNumber(findWindow(frame, 0, 'Windows.UI.Core.CoreWindow', null)),
    executable(process) {
      const handle = asNumber(openProcess(PROCESS_QUERY_LIMITED_INFORMATION, 0, process));
      if (Number(handle) === 0) return null;
      try {
        word.writeUInt32LE(LONGEST_PATH);
        const known = Number(queryImageName(handle, 0, path, word)) !== 0;
        return known ? path.toString('utf16le', 0, word.readUInt32LE() * 2) : null;
      } finally {
        closeHandle(handle);
      }
    },
    lastInput() {
      info.writeUInt32LE(info.length, 0);
      return Number(getLastInput(info)) === 0 ? null : info.readUInt32LE(4);
    },
    tickMs: () => Number(getTickCount()),
  };
}
