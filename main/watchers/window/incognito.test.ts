import { describe, expect, it } from 'vitest';
import { isPrivateTitle } from './incognito.ts';

describe('a private window', () => {
  it.each([
    'News — Mozilla Firefox Private Browsing',
    'Mozilla Firefox Private Browsing',
    'News - Mozilla Firefox (Private Browsing)',
    'News — Private Browsing',
    'New Incognito Tab - Chromium',
    'News - Google Chrome (Incognito)',
    'News - Google Chrome - Incognito',
    'News - [InPrivate] - Microsoft Edge',
    'News - Brave (Private)',
  ])('is known by its title: %s', (title) => {
    expect(isPrivateTitle(title)).toBe(true);
  });

  it.each([
    '',
    'News — Mozilla Firefox',
    'What Private Browsing does — Mozilla Firefox',
    'How to use Incognito - Google Chrome',
    'InPrivate.md - Editor',
    'Private - Brave',
  ])('is not suspected in %j', (title) => {
    expect(isPrivateTitle(title)).toBe(false);
  });
});
