import { expect, it } from 'vitest';
import { returnNotice } from './return-notice.ts';

it('says from when to when somebody was away, and leads to the timeline', () => {
  const say = { time: (moment: number) => `${moment} o'clock` };
  expect(returnNotice({ start: 9, end: 10 }, 11, say)).toEqual({
    id: 'return',
    title: 'You were away',
    body: "From 9 o'clock to 10 o'clock. What was it?",
    place: '/timeline',
  });
});
