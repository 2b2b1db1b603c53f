/** The real functions exist on Windows alone; here they are the test's own. What they do there is their documentation's word. */
import { describe, expect, it } from 'vitest';
import { fakeLibraries } from './fake-library.ts';
import type { NativeArgument } from './library.ts';
import { openWindowsNative } from './windows.ts';

const written = (buffer: NativeArgument | undefined, text: string) =>
  Buffer.isBuffer(buffer) ? buffer.write(text, 'utf16le') / 2 : 0;

const opened: NativeArgument[] = [];
const closed: NativeArgument[] = [];
const windows = fakeLibraries({
  GetForegroundWindow: () => 0x1234n,
  GetWindowTextW: (_window, text) => written(text, '日本語 – Notepad'),
  GetWindowThreadProcessId: (window, process) => {
    if (window === 0x1234n && Buffer.isBuffer(process)) process.writeUInt32LE(4711);
    return 1;
  },
  FindWindowExW: (parent, _after, kind) => (parent === 7 && kind === 'Windows.UI.Core.CoreWindow' ? 8 : 0),
  GetLastInputInfo: (info) => {
    if (!Buffer.isBuffer(info) || info.readUInt32LE(0) !== 8) return 0;
    info.writeUInt32LE(0xfffffff0, 4);
    return 1;
  },
  GetTickCount64: () => 5_000_000_000,
  OpenProcess: (access, _inherit, process) => {
    opened.push(process ?? 0);
    return access === 0x1000 && process === 4711 ? 99 : 0;
  },
  CloseHandle: (handle) => closed.push(handle ?? 0),
  QueryFullProcessImageNameW: (_process, _flags, path, size) => {
    if (Buffer.isBuffer(size)) size.writeUInt32LE(written(path, 'C:\\Windows\\notepad.exe'));
    return 1;
  },
});

describe('Windows', () => {
  it('is asked in its own types: UTF-16 texts, sizes in characters, structures that begin with their size', async () => {
    const native = await openWindowsNative(windows);
    expect(native.foreground()).toBe(0x1234n);
    expect(native.title(0x1234n)).toBe('日本語 – Notepad');
    expect(native.processOf(0x1234n)).toBe(4711);
    expect(native.processOf(1)).toBe(0);
    expect(native.hosted(7)).toBe(8);
    expect(native.hosted(9)).toBe(0);
    expect(native.lastInput()).toBe(0xfffffff0);
    expect(native.tickMs()).toBe(5_000_000_000);
  });

  it('gives a program’s path, and gets back every handle it gave', async () => {
    const native = await openWindowsNative(windows);
    expect(native.executable(4711)).toBe('C:\\Windows\\notepad.exe');
    expect(native.executable(4)).toBeNull();
    expect(opened).toEqual([4711, 4]);
    expect(closed).toEqual([99]);
  });
});
