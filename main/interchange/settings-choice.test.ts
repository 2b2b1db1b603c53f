import { describe, expect, it } from 'vitest';
import { chooseSettings } from './settings-choice.ts';

describe('Settings that come with an import', () => {
  const found = { fresh: 1, same: { a: 1, b: 2 }, other: ['theirs'], toString: true };
  const mine = { same: { b: 2, a: 1 }, other: ['mine'], untouched: null };
  const taken = (choice: 'none' | 'missing' | 'all') =>
    chooseSettings(found, mine, choice).map(({ key, take }) => [key, take]);

  it('are left alone where none are wished', () => {
    expect(taken('none')).toEqual([]);
  });

  it('are taken where there is none here, whatever that is called', () => {
    expect(taken('missing')).toEqual([
      ['fresh', true],
      ['same', false],
      ['other', false],
      ['toString', true],
    ]);
  });

  it('all are taken that are not so already', () => {
    expect(taken('all')).toEqual([
      ['fresh', true],
      ['same', false],
      ['other', true],
      ['toString', true],
    ]);
  });
});
