import { describe, expect, it } from 'vitest';
import { session, setup } from './test-desktop.ts';

describe('the built-in watchers, paused', () => {
  it('end what goes on at that moment, record nothing, and begin with what is there when they resume', async () => {
    const { watchers, show, input, pass, start, windowsRecorded, presence } = setup();
    show('Editor');
    await start();
    await pass(9.5);
    watchers.pause();
    show('Bank');
    await pass(30);
    input();
    show('Mail');
    await pass(0.5);
    watchers.resume();
    await pass(10);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 0-9.5, Mail 40-50');
    expect(presence()).toBe('here 0-9.5, here 40-50');
  });

  it('record nothing before they resume where they are paused from the start', async () => {
    const { watchers, show, pass, start, windowsRecorded, presence } = setup();
    watchers.pause();
    show('Editor');
    await start();
    await pass(20);
    expect([windowsRecorded(), presence()]).toEqual(['', '']);
    watchers.resume();
    await pass(10);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 20-30');
  });

  it('know that the screen was locked meanwhile', async () => {
    const { source, happens } = session();
    const { watchers, show, pass, start, windowsRecorded, presence } = setup({ systemEvents: [source] });
    show('Editor');
    await start();
    await pass(10);
    watchers.pause();
    happens('lock');
    await pass(20);
    watchers.resume();
    await pass(10);
    await watchers.stop();
    expect(windowsRecorded()).toBe('Editor 0-10');
    expect(presence()).toBe('here 0-10, locked 30-40');
  });

  it('pause once, however often they are told to', async () => {
    const { watchers, show, pass, start, windowsRecorded } = setup();
    show('Editor');
    await start();
    watchers.resume();
    await pass(10);
    watchers.pause();
    await pass(10);
    watchers.pause();
    await pass(10);
    await watchers.stop();
    watchers.resume();
    expect(windowsRecorded()).toBe('Editor 0-10');
  });
});
