import { describe, expect, it } from 'vitest';
import { bucketName, counted, distinctNames } from './names.ts';

const bucket = (id: string, type: string, name: string | null = null) => ({
  id,
  type,
  name,
  client: id.replace(/_.*/, ''),
  hostname: 'host',
});

describe("a bucket's name", () => {
  it.each([
    [bucket('aw-watcher-window_host', 'currentwindow'), 'Apps and windows'],
    [bucket('aw-watcher-afk_host', 'afkstatus'), 'Away and back'],
    [bucket('aw-watcher-web-firefox_host', 'web.tab.current'), 'Firefox tabs'],
    [bucket('aw-watcher-web-chrome', 'web.tab.current'), 'Chrome tabs'],
    [bucket('aw-watcher-web_host', 'web.tab.current'), 'Browser tabs'],
    [bucket('aw-watcher-vim_host', 'app.editor.activity'), 'Vim editor'],
    [bucket('my-own-thing', 'com.example.thing'), 'my-own-thing'],
    [bucket('my-own-thing', 'com.example.thing', 'Thermometer'), 'Thermometer'],
    [bucket('blank', 'afkstatus', '  '), 'Away and back'],
  ])('%# is one that a person understands', (given, name) => {
    expect(bucketName(given)).toBe(name);
  });
});

it('tells buckets of the same name apart by their hosts, and by their ids where one host has several', () => {
  const on = (hostname: string, id: string, type = 'afkstatus') => ({ ...bucket(id, type), hostname });
  const names = distinctNames([on('larch', 'a'), on('oak', 'b'), on('oak', 'c'), on('oak', 'd', 'currentwindow')]);
  expect([...names]).toEqual([
    ['a', 'larch: Away and back'],
    ['b', 'Away and back, b'],
    ['c', 'Away and back, c'],
    ['d', 'Apps and windows'],
  ]);
});

it('tells buckets of one host apart by what is their own of their ids, as far as it is', () => {
  const on = (hostname: string, id: string) => ({ ...bucket(id, 'app.editor.activity'), hostname });
  const ids = ['aw-watcher-helix_oak', 'aw-watcher-kate_oak', 'aw-client-kate_oak', '_oak', 'aw-watcher-'];
  expect([...distinctNames(ids.map((id) => on('oak', id))).values()]).toEqual([
    'Editor, helix',
    'Editor, aw-watcher-kate_oak',
    'Editor, aw-client-kate_oak',
    'Editor, _oak',
    'Editor, aw-watcher-',
  ]);
});

it('counts one thing as one', () => {
  expect(counted(1, 'change')).toBe('1 change');
  expect(counted(0, 'change')).toBe('0 changes');
  expect(counted(12_345, 'event', 'events', 'en-GB')).toBe('12,345 events');
});
