/** Windows itself is not here: these are the rules above it, with a stand-in below. */
import { describe, expect, it } from 'vitest';
import { FakeClock, settle } from '../../lifecycle/fake-clock.ts';
import { BackendError } from '../backend.ts';
import type { WindowHandle, WindowsNative } from '../native/windows.ts';
import { RecordedWindows } from './recorded-windows.ts';
import { createWindowsWindows, fits } from './windows.ts';

class FakeWindows implements WindowsNative {
  front: WindowHandle = 1;
  readonly titles = new Map<WindowHandle, string>([[1, 'notes – Editor']]);
  readonly processes = new Map<WindowHandle, number>([[1, 100]]);
  readonly programs = new Map([[100, 'C:\\Program Files\\Editor\\Editor.exe']]);
  readonly hostedIn = new Map<WindowHandle, WindowHandle>();
  lookedUp = 0;

  foreground = () => this.front;
  title = (window: WindowHandle) => this.titles.get(window) ?? '';
  processOf = (window: WindowHandle) => this.processes.get(window) ?? 0;
  hosted = (frame: WindowHandle) => this.hostedIn.get(frame) ?? 0;
  lastInput = () => 0;
  tickMs = () => 0;
  executable = (process: number) => {
    this.lookedUp++;
    return this.programs.get(process) ?? null;
  };

  show(window: WindowHandle, process: number, title: string): void {
    this.front = window;
    this.processes.set(window, process);
    this.titles.set(window, title);
  }
}

async function started() {
  const windows = new FakeWindows();
  const clock = new FakeClock();
  const told = new RecordedWindows();
  const backend = createWindowsWindows({ open: async () => windows, clock });
  await backend.start(told);
  return { windows, clock, told, backend };
}

describe('the window in front on Windows', () => {
  it('is named by its program’s file, at once and each second', async () => {
    const { windows, clock, told, backend } = await started();
    expect(told.seen).toEqual([{ app: 'Editor.exe', title: 'notes – Editor' }]);
    windows.titles.set(1, 'letter – Editor');
    await clock.advance(999);
    expect(told.seen).toHaveLength(1);
    await clock.advance(1);
    expect(told.last).toEqual({ app: 'Editor.exe', title: 'letter – Editor' });
    windows.programs.set(200, 'C:\\Browser\\browser.exe');
    windows.show(2n, 200, 'news');
    await clock.advance(1_000);
    expect(backend.current()).toEqual({ app: 'browser.exe', title: 'news' });
  });

  it('costs no look at its program while it stays the same', async () => {
    const { windows, clock, told } = await started();
    await clock.advance(60_000);
    expect(windows.lookedUp).toBe(1);
    expect(told.seen).toHaveLength(1);
  });

  it('is looked at anew where Windows gives its handle to another program', async () => {
    const { windows, clock, told } = await started();
    windows.programs.set(300, 'C:\\Games\\game.exe');
    windows.show(1, 300, 'game');
    await clock.advance(1_000);
    expect(told.last).toEqual({ app: 'game.exe', title: 'game' });
  });

  it('is the Store application within a frame, as soon as that is there', async () => {
    const { windows, clock, told } = await started();
    windows.programs.set(400, 'C:\\Windows\\System32\\ApplicationFrameHost.exe');
    windows.programs.set(500, 'C:\\Program Files\\WindowsApps\\Calculator\\CalculatorApp.exe');
    windows.show(4, 400, 'Calculator');
    await clock.advance(1_000);
    expect(told.last).toEqual({ app: 'ApplicationFrameHost.exe', title: 'Calculator' });
    windows.hostedIn.set(4, 5);
    windows.processes.set(5, 500);
    await clock.advance(1_000);
    expect(told.last).toEqual({ app: 'CalculatorApp.exe', title: 'Calculator' });
  });

  it('is unknown where Windows does not say whose it is, and none where there is none or it is gone', async () => {
    const { windows, clock, told } = await started();
    windows.show(6, 600, 'protected');
    await clock.advance(1_000);
    expect(told.last).toEqual({ app: 'unknown', title: 'protected' });
    windows.front = 0;
    await clock.advance(1_000);
    expect(told.last).toBeNull();
    windows.front = 77;
    await clock.advance(1_000);
    expect(told.seen.at(-1)).toBeNull();
  });

  it('is lost once when a call fails, and nothing is asked any more', async () => {
    const { windows, clock, told, backend } = await started();
    windows.foreground = () => {
      throw new BackendError('broken', 'A function of the system’s library user32.dll failed.');
    };
    await clock.advance(5_000);
    expect(told.losses).toEqual(['A function of the system’s library user32.dll failed.']);
    expect(backend.current()).toBeNull();
    expect(clock.pending).toBe(0);
  });

  it('cannot be seen where the system’s library cannot be opened', async () => {
    const backend = createWindowsWindows({
      open: () => Promise.reject(new BackendError('broken', 'user32.dll cannot be opened')),
    });
    await expect(backend.start(new RecordedWindows())).rejects.toMatchObject({ kind: 'broken' });
  });

  it('is not told any more once it was stopped, also while it was starting', async () => {
    const { windows, clock, told, backend } = await started();
    await backend.stop();
    windows.front = 0;
    await clock.advance(5_000);
    expect(told.seen).toHaveLength(1);
    const other = new RecordedWindows();
    const starting = createWindowsWindows({ open: () => settle().then(() => windows), clock });
    const start = expect(starting.start(other)).rejects.toMatchObject({ name: 'BackendError' });
    await starting.stop();
    await start;
    expect(other.seen).toEqual([]);
  });

  it('is looked for on Windows only', () => {
    expect([fits({}, 'win32'), fits({}, 'linux'), fits({}, 'darwin')]).toEqual([true, false, false]);
  });
});
