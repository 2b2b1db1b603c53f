import { describe, expect, it } from 'vitest';
import { shownCategories } from './shown-categories.ts';

const WORK = { name: ['Work'], rule: { type: 'regex', regex: 'Code', ignore_case: true } };

describe('the categories of the setting', () => {
  it('come with their name and rule, without what else ActivityWatch keeps there', () => {
    expect(shownCategories([{ ...WORK, id: 3, data: { color: '#f00' } }])).toEqual([WORK]);
  });

  it('may have no rule, as a heading over others has none', () => {
    const media = { name: ['Media'], rule: { type: null } };
    expect(shownCategories([media])).toEqual([media]);
  });

  it('leave out what is none, so that one wrong entry costs no other', () => {
    const wrong = [
      null,
      'Work',
      { name: [] },
      { name: ['A'], rule: { type: 'magic' } },
      { name: [1], rule: WORK.rule },
    ];
    expect(shownCategories([...wrong, WORK])).toEqual([WORK]);
  });

  it.each([null, {}, 'classes', 7])('are none where the setting is %j', (setting) => {
    expect(shownCategories(setting)).toEqual([]);
  });
});
