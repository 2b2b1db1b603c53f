import { expect, it } from 'vitest';
import { weekdays } from './weekdays.ts';

it('lists the days of the week in the order of a place, each with its own number', () => {
  expect(weekdays('en-GB').map(({ day, name }) => `${day} ${name}`)).toEqual([
    '1 Monday',
    '2 Tuesday',
    '3 Wednesday',
    '4 Thursday',
    '5 Friday',
    '6 Saturday',
    '7 Sunday',
  ]);
  expect(weekdays('en-US').map(({ day }) => day)).toEqual([7, 1, 2, 3, 4, 5, 6]);
});
