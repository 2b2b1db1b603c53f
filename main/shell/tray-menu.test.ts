import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import type { Attention } from './attention.ts';
import { type TrayActions, trayMenu } from './tray-menu.ts';
import type { TrayState } from './tray-state.ts';

const state = (changed: Partial<TrayState> = {}): TrayState => ({
  icon: 'recording',
  recording: 'Q&A since 10:30',
  attention: [],
  paused: false,
  until: null,
  ...changed,
});
const actions = () => ({ open: vi.fn(), pause: vi.fn(), resume: vi.fn(), openLogs: vi.fn(), quit: vi.fn() });
const labels = (of: TrayState, does: TrayActions = actions()) =>
  trayMenu(of, does).map((item) => item.label ?? item.type);
const attention: Attention[] = [
  { id: 'unsaved', text: '3 changes not saved yet: Disk full', grave: true, place: '/timeline' },
  { id: 'request-1', text: 'An extension in Firefox asks to be let in', grave: false, place: '/preferences/access' },
];

/** With those of submenus. */
const allItems = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  menu.flatMap((item) => [item, ...allItems(Array.isArray(item.submenu) ? item.submenu : [])]);
function click(of: TrayState, id: string) {
  const done = actions();
  const item = allItems(trayMenu(of, done)).find((each) => each.id === id);
  // As Electron does, which tells the item, the window and the event.
  (item?.click as ((...args: unknown[]) => void) | undefined)?.(item, undefined, {});
  return Object.entries(done).flatMap(([name, call]) => call.mock.calls.map((args) => [name, ...args]));
}

describe("the tray's menu", () => {
  it('says what is recorded, and offers what can be done', () => {
    expect(labels(state())).toEqual([
      'Q&&A since 10:30',
      'separator',
      'Open Daytrail',
      'Pause recording',
      'separator',
      'Preferences',
      'Open log folder',
      'separator',
      'Quit Daytrail',
    ]);
  });

  it('has a line for each thing that needs attention, right below what is recorded', () => {
    expect(labels(state({ attention })).slice(0, 4)).toEqual([
      'Q&&A since 10:30',
      '3 changes not saved yet: Disk full',
      'An extension in Firefox asks to be let in',
      'separator',
    ]);
  });

  it('offers four lengths of a pause, and while it is paused only to resume', () => {
    const pause = trayMenu(state(), actions()).find(({ id }) => id === 'pause');
    expect(allItems(pause === undefined ? [] : [pause]).map(({ label }) => label)).toEqual([
      'Pause recording',
      'For 15 minutes',
      'For 1 hour',
      'Until tomorrow',
      'Until you resume',
    ]);
    const paused = labels(state({ paused: true, recording: 'Paused until 14:00', icon: 'paused' }));
    expect(paused).toContain('Resume recording');
    expect(paused).not.toContain('Pause recording');
  });

  it('offers no folder where no log is kept', () => {
    expect(labels(state(), { ...actions(), openLogs: null })).not.toContain('Open log folder');
  });

  it('lets nothing be clicked that does nothing, and names everything', () => {
    const items = allItems(trayMenu(state({ attention }), actions())).filter(({ type }) => type !== 'separator');
    for (const item of items) {
      expect(item.enabled === false || item.submenu !== undefined || item.click !== undefined).toBe(true);
    }
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    expect(items.every(({ id }) => id !== undefined)).toBe(true);
  });

  it.each<[string, unknown[], Partial<TrayState>]>([
    ['open', ['open'], {}],
    ['preferences', ['open', '/preferences'], {}],
    ['attention-request-1', ['open', '/preferences/access'], { attention }],
    ['attention-unsaved', ['open', '/timeline'], { attention }],
    ['pause-quarter', ['pause', 'quarter'], {}],
    ['pause-hour', ['pause', 'hour'], {}],
    ['pause-tomorrow', ['pause', 'tomorrow'], {}],
    ['pause-resumed', ['pause', 'resumed'], {}],
    ['resume', ['resume'], { paused: true }],
    ['logs', ['openLogs'], {}],
    ['quit', ['quit'], {}],
  ])('does what %s says, and nothing else', (id, done, changed) => {
    expect(click(state(changed), id)).toEqual([done]);
  });
});
