import { describe, expect, it } from 'vitest';
import { keyName, laneName, orderLanes } from './names.ts';

const lane = (bucket: string, type: string, hostname = 'workbench') => ({
  bucket,
  type,
  client: bucket.replace(/_.*/, ''),
  hostname,
});

describe('lanes', () => {
  it('are called by what they hold, with who recorded it and where', () => {
    const { name, source } = laneName(lane('aw-watcher-window_workbench', 'currentwindow'));
    expect(name).not.toContain('aw-watcher');
    expect(source).toBe('window · workbench');
  });

  it('leave out a host that is not known', () => {
    expect(laneName(lane('aw-watcher-afk_x', 'afkstatus', 'unknown')).source).toBe('afk');
  });

  it('bear the name that they were given by hand', () => {
    const names = new Map([['b', 'Thermometer']]);
    expect(laneName(lane('b', 'com.example'), names).name).toBe('Thermometer');
  });

  it('have being there first, then apps, sites, editors, the rest, and before them what a person chose', () => {
    const lanes = [
      lane('z', 'com.example'),
      lane('editor', 'app.editor.activity'),
      lane('web', 'web.tab.current'),
      lane('window', 'currentwindow'),
      lane('away', 'afkstatus'),
      lane('a', 'com.example'),
    ];
    expect(orderLanes(lanes).map(({ bucket }) => bucket)).toEqual(['away', 'window', 'web', 'editor', 'a', 'z']);
    expect(orderLanes(lanes, ['z', 'web']).map(({ bucket }) => bucket)).toEqual([
      'z',
      'web',
      'away',
      'window',
      'editor',
      'a',
    ]);
  });
});

describe('statuses', () => {
  it('are said in words where statuses are recorded, and left as they are elsewhere', () => {
    expect(keyName('not-afk', 'afkstatus')).toBe('Active');
    expect(keyName('afk', 'afkstatus')).toBe('Away');
    expect(['idle', 'locked', 'switched', 'suspended', 'off'].map((key) => keyName(key, 'afkstatus'))).toEqual([
      'Away',
      'Locked',
      'Another session',
      'Asleep',
      'Off',
    ]);
    expect(keyName('afk', 'currentwindow')).toBe('afk');
    expect(keyName('', 'currentwindow')).toBe('Untitled');
  });
});

describe('projects', () => {
  it('are called by their folder, of which there is room to read more than of a path', () => {
    expect(keyName('/home/robin/src/harbour-api', 'app.editor.activity')).toBe('harbour-api');
    expect(keyName('C:\\src\\harbour-api', 'app.editor.activity')).toBe('harbour-api');
    expect(keyName('harbour-api', 'app.editor.activity')).toBe('harbour-api');
    expect(keyName('/', 'app.editor.activity')).toBe('/');
    expect(keyName('/home/robin', 'currentwindow')).toBe('/home/robin');
  });
});
