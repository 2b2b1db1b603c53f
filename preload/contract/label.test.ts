import { describe, expect, it } from 'vitest';
import { label } from './label.ts';

describe('label', () => {
  it.each([
    ['the app, with the title of its window', { app: 'Code', title: 'x.ts' }, { key: 'Code', title: 'x.ts' }],
    ['the status', { status: 'afk' }, { key: 'afk', title: '' }],
    ['the reason of being away', { status: 'afk', reason: 'locked' }, { key: 'locked', title: '' }],
    [
      'the status, whatever else is said to be the reason',
      { status: 'afk', reason: 'lunch' },
      { key: 'afk', title: '' },
    ],
    ['the status of who is there', { status: 'not-afk', reason: 'idle' }, { key: 'not-afk', title: '' }],
    [
      'the site of an address, with the title of its page',
      { url: 'https://www.example.org:8443/a?b', title: 'A' },
      { key: 'example.org', title: 'A' },
    ],
    [
      'an address without a title by itself',
      { url: 'http://[::1]:80/x' },
      { key: '[::1]', title: 'http://[::1]:80/x' },
    ],
    ['what is no address as it is', { url: 'about blank' }, { key: 'about blank', title: 'about blank' }],
    [
      'the project of an editor, with its file',
      { file: 'a.ts', project: 'trail', language: 'ts' },
      { key: 'trail', title: 'a.ts' },
    ],
    ['a file alone', { file: 'a.ts' }, { key: 'a.ts', title: 'a.ts' }],
    ['a label of its own', { label: 'Standup', running: false }, { key: 'Standup', title: '' }],
    ['the first text there is', { n: 1, what: 'swim' }, { key: 'swim', title: '' }],
    [
      'counts of input as one kind, whatever the counts',
      { presses: 12, clicks: 3, deltaX: 800 },
      { key: 'Input', title: '12 key presses, 3 clicks' },
    ],
    ['one of each as one', { presses: 1, clicks: 1 }, { key: 'Input', title: '1 key press, 1 click' }],
    ['other data by the names in it', { on: true, list: [] }, { key: 'list, on', title: '' }],
    ['no data as that', {}, { key: 'no data', title: '' }],
  ])('calls by %s', (_, data, expected) => {
    expect(label(data)).toEqual(expected);
  });
});
