import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { createTrayIcon, iconFile } from './tray.ts';
import type { TrayState } from './tray-state.ts';

const state = (changed: Partial<TrayState> = {}): TrayState => ({
  icon: 'recording',
  recording: 'Firefox since 10:30',
  attention: [],
  paused: false,
  until: null,
  ...changed,
});

function made(platform: NodeJS.Platform) {
  const tray = Object.assign(new EventEmitter(), { setImage: vi.fn(), setToolTip: vi.fn(), setContextMenu: vi.fn() });
  const actions = { open: vi.fn(), pause: vi.fn(), resume: vi.fn(), openLogs: null, quit: vi.fn() };
  const icon = createTrayIcon(
    {
      createTray: () => tray as unknown as Tray,
      buildMenu: ((template: MenuItemConstructorOptions[]) => template) as never,
      loadImage: (file) => file as unknown as NativeImage,
      platform,
      icons: '/icons',
    },
    actions,
    state(),
  );
  return { tray, actions, icon };
}

describe('the icon in the tray', () => {
  it('has its menu from the start', () => {
    const { tray } = made('linux');
    expect(tray.setContextMenu).toHaveBeenCalledOnce();
    expect(tray.setToolTip).toHaveBeenLastCalledWith('Daytrail\nFirefox since 10:30');
  });

  it('does not touch the desktop while nothing that is seen has changed', () => {
    const { tray, icon } = made('linux');
    icon.update(state({ until: 5 }));
    expect(tray.setContextMenu).toHaveBeenCalledOnce();
    expect(tray.setImage).toHaveBeenCalledOnce();
  });

  it('sets the menu anew when a line changes, and the image when the state does', () => {
    const { tray, icon } = made('linux');
    icon.update(state({ recording: 'Away since 10:42', icon: 'away' }));
    expect(tray.setContextMenu.mock.lastCall?.[0][0].label).toBe('Away since 10:42');
    expect(tray.setImage).toHaveBeenLastCalledWith(path.join('/icons', 'away.png'));
    const attention = [{ id: 'unsaved', text: 'Disk full', grave: true, place: '/timeline' }] as const;
    icon.update(state({ recording: 'Away since 10:42', icon: 'trouble', attention }));
    expect(tray.setContextMenu.mock.lastCall?.[0][1].label).toBe('Disk full');
  });

  it('offers to resume as soon as it is paused, although the line may be the same', () => {
    const { tray, icon } = made('linux');
    icon.update(state({ paused: true }));
    expect(tray.setContextMenu).toHaveBeenCalledTimes(2);
  });

  it('opens the window on a click, except on macOS, where a click opens the menu', () => {
    for (const platform of ['linux', 'win32'] as const) {
      const { tray, actions } = made(platform);
      tray.emit('click', {}, {}, {});
      expect(actions.open.mock.calls).toEqual([[]]);
    }
    expect(made('darwin').tray.listenerCount('click')).toBe(0);
  });

  it('finds a drawn image for each state on each system', () => {
    const icons = path.resolve(import.meta.dirname, '../../assets/tray');
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      for (const name of ['recording', 'away', 'paused', 'trouble'] as const) {
        const file = path.join(icons, iconFile(name, platform));
        expect(existsSync(file), file).toBe(true);
        if (platform !== 'win32') expect(existsSync(file.replace('.png', '@2x.png')), file).toBe(true);
      }
    }
  });
});
