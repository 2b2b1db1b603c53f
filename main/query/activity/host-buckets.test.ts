import { describe, expect, it } from 'vitest';
import { bucketsOfHost } from './host-buckets.ts';

const bucket = (id: string, type: string, hostname = 'laptop') => ({ id, type, hostname });
const BUCKETS = [
  bucket('aw-stopwatch', 'general.stopwatch', 'unknown'),
  bucket('aw-watcher-afk_desk', 'afkstatus', 'desk'),
  bucket('aw-watcher-afk_laptop', 'afkstatus'),
  bucket('aw-watcher-android-test', 'currentwindow', 'phone'),
  bucket('aw-watcher-vim_laptop', 'app.editor.activity'),
  bucket('aw-watcher-vscode_laptop', 'app.editor.activity'),
  bucket('aw-watcher-web-chrome', 'web.tab.current', 'unknown'),
  bucket('aw-watcher-web-firefox-second_laptop', 'web.tab.current'),
  bucket('aw-watcher-web-firefox_laptop', 'web.tab.current'),
  bucket('aw-watcher-window_desk', 'currentwindow', 'desk'),
  bucket('aw-another-window_laptop', 'currentwindow'),
  bucket('aw-watcher-window_laptop', 'currentwindow'),
];

describe('Of a host', () => {
  it('the window and the away watcher of the usual name are taken before others of their type', () => {
    expect(bucketsOfHost(BUCKETS, 'laptop')).toMatchObject({
      window: 'aw-watcher-window_laptop',
      away: 'aw-watcher-afk_laptop',
    });
  });

  it('one bucket counts for each browser, and all for editors', () => {
    const { browsers, editors } = bucketsOfHost(BUCKETS, 'laptop');
    expect(browsers.map(({ browser, bucket: id }) => [browser.key, id])).toEqual([
      ['firefox', 'aw-watcher-web-firefox-second_laptop'],
    ]);
    expect(editors).toEqual(['aw-watcher-vim_laptop', 'aw-watcher-vscode_laptop']);
  });

  it('that has no browser of its own, those count that do not know their host', () => {
    const { browsers, stopwatch } = bucketsOfHost(BUCKETS, 'desk');
    expect(browsers.map(({ bucket: id }) => id)).toEqual(['aw-watcher-web-chrome']);
    expect(stopwatch).toBe('aw-stopwatch');
  });

  it('which is a phone, its apps count instead of windows', () => {
    expect(bucketsOfHost(BUCKETS, 'phone')).toMatchObject({ window: null, device: 'aw-watcher-android-test' });
  });

  it('that records nothing, there is nothing but what does not know its host', () => {
    expect(bucketsOfHost(BUCKETS, 'nowhere')).toMatchObject({ window: null, device: null, away: null, editors: [] });
  });
});
