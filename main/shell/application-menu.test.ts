import { describe, expect, it } from 'vitest';
import { applicationMenu } from './application-menu.ts';

describe('the application menu', () => {
  it('brings editing, zoom and quitting on macOS, and a way back to a closed window', () => {
    const menu = applicationMenu('darwin', () => undefined) ?? [];
    expect(menu.map((item) => item.role ?? item.label)).toEqual(['appMenu', 'editMenu', 'View', 'windowMenu']);
    const below = menu.flatMap((item) => (Array.isArray(item.submenu) ? item.submenu : []));
    expect(below.map((item) => item.role ?? item.label)).toEqual(
      expect.arrayContaining(['zoomIn', 'zoomOut', 'resetZoom', 'close', 'Open Daytrail']),
    );
  });

  it('is none elsewhere', () => {
    expect(applicationMenu('linux', () => undefined)).toBeNull();
    expect(applicationMenu('win32', () => undefined)).toBeNull();
  });
});
