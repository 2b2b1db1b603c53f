import { describe, expect, it, vi } from 'vitest';
import { trayMenu } from './tray-menu.ts';
import type { TrayState } from './tray-state.ts';

const state: TrayState = { icon: 'recording', recording: 'Recording Q&A since 10:30', troubles: [], until: null };
const actions = () => ({ open: vi.fn(), quit: vi.fn() });
const labels = (of: TrayState) => trayMenu(of, actions()).map((item) => item.label ?? item.type);

describe("the tray's menu", () => {
  it('says what is recorded, opens the window and quits', () => {
    expect(labels(state)).toEqual([
      'Recording Q&&A since 10:30',
      'separator',
      'Open Daytrail',
      'separator',
      'Quit Daytrail',
    ]);
  });

  it('has a line for each trouble, right below what is recorded', () => {
    expect(labels({ ...state, troubles: ['3 changes not saved yet: Disk full', 'Port taken'] }).slice(0, 4)).toEqual([
      'Recording Q&&A since 10:30',
      '3 changes not saved yet: Disk full',
      'Port taken',
      'separator',
    ]);
  });

  it('lets nothing be clicked that does nothing', () => {
    for (const item of trayMenu({ ...state, troubles: ['Port taken'] }, actions())) {
      expect(item.type === 'separator' || item.enabled === false || item.click !== undefined).toBe(true);
    }
  });

  it('does what its entries say', () => {
    const done = actions();
    const menu = trayMenu(state, done);
    const click = (id: string) => (menu.find((item) => item.id === id)?.click as (() => void) | undefined)?.();
    click('open');
    expect(done.open).toHaveBeenCalledOnce();
    expect(done.quit).not.toHaveBeenCalled();
    click('quit');
    expect(done.quit).toHaveBeenCalledOnce();
  });
});
