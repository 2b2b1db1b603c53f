import { describe, expect, it } from 'vitest';
import { session, setup } from './test-desktop.ts';

describe('a built-in watcher that is not wanted', () => {
  it('records nothing from that moment on, while the other goes on', async () => {
    const { watchers, show, pass, start, windowsRecorded, presence } = setup();
    show('Editor');
    await start();
    await pass(10);
    watchers.want({ window: false, presence: true });
    expect(watchers.health().map(({ state }) => state)).toEqual(['off', 'recording']);
    show('Bank');
    await pass(10);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 0-10');
    expect(presence()).toBe('here 0-20');
  });

  it('records again what is there when it is wanted again', async () => {
    const { watchers, show, pass, start, windowsRecorded, presence } = setup();
    show('Editor');
    await start();
    await pass(10);
    watchers.want({ window: false, presence: false });
    await pass(10);
    watchers.want({ window: true, presence: true });
    await pass(10);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 0-10, Editor 20-30');
    expect(presence()).toBe('here 0-10, here 20-30');
  });

  it('records nothing where it was not wanted from the start', async () => {
    const { watchers, show, pass, start, windowsRecorded, presence } = setup();
    watchers.want({ window: true, presence: false });
    show('Editor');
    await start();
    await pass(10);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 0-10');
    expect(presence()).toBe('');
  });

  it('still lets a lock end what the other records', async () => {
    const { source, happens } = session();
    const { watchers, show, pass, start, windowsRecorded, presence } = setup({ systemEvents: [source] });
    watchers.want({ window: true, presence: false });
    show('Editor');
    await start();
    await pass(10);
    happens('lock');
    await pass(10);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 0-10');
    expect(presence()).toBe('');
  });
});
