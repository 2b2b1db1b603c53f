import { expect, it } from 'vitest';
import { settingWords } from './setting-words.ts';

const words = (key: string, value: { text?: string; entries?: number }) =>
  settingWords({ key, state: 'new', text: value.text ?? null, entries: value.entries ?? null }, 'en-GB');

it.each([
  ['classes', { entries: 1200 }, '1,200 categories with their rules'],
  ['classes', { entries: 1 }, '1 category with its rule'],
  ['startOfDay', { text: '05:00' }, 'When a day begins: 05:00'],
  ['theme', { text: '' }, 'Light or dark'],
  ['devmode', { text: 'true' }, 'The views for developers'],
  // Of another form than ActivityWatch gives it.
  ['classes', { text: '5' }, null],
  ['startOfDay', { entries: 3 }, 'When a day begins'],
  // Nobody here knows it.
  ['my-own', { text: 'x' }, null],
  ['constructor', { text: 'x' }, null],
])('the setting %s is told in plain words where they are known: %j', (key, value, expected) => {
  expect(words(key, value)).toBe(expected);
});
