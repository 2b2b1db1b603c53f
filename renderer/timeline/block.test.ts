import { describe, expect, it } from 'vitest';
import { createTimes } from '../format/times.ts';
import { type Block, blockOf, describeBlock, sameBlock, spoken } from './block.ts';
import { HOUR, MINUTE, SECOND } from './micros.ts';
import { rowsOf } from './testing/lanes.ts';

const times = createTimes('en-GB', 'UTC');
const ten = Date.parse('2026-11-22T10:02:00Z') * 1000;
const block = (part: Partial<Block> = {}): Block => ({
  bucket: 'window',
  type: 'currentwindow',
  key: 'Firefox',
  title: 'Inbox',
  start: ten,
  end: ten + 15 * MINUTE,
  count: 1,
  busy: 15 * MINUTE,
  id: 4,
  ...part,
});

describe('a block read aloud', () => {
  it('is its app, its title, when and how long', () => {
    expect(describeBlock(block(), times)).toBe('Firefox, Inbox, 10:02 to 10:17, 15 minutes');
  });

  it('says so when it stands for many events', () => {
    expect(describeBlock(block({ count: 12, title: '', id: 0 }), times)).toBe(
      'Firefox and others, 12 events, 10:02 to 10:17, 15 minutes',
    );
  });

  it('leaves out a title that is not there', () => {
    expect(describeBlock(block({ title: '' }), times)).toBe('Firefox, 10:02 to 10:17, 15 minutes');
  });

  it('has lengths in whole words', () => {
    expect(spoken(HOUR)).toBe('1 hour');
    expect(spoken(2 * HOUR + 5 * MINUTE)).toBe('2 hours 5 minutes');
    expect(spoken(61 * SECOND)).toBe('1 minute 1 second');
    expect(spoken(0)).toBe('0 seconds');
  });
});

describe('the same block', () => {
  it('is known by its id after it grew', () => {
    expect(sameBlock(block(), block({ end: ten + HOUR }))).toBe(true);
    expect(sameBlock(block(), block({ id: 5 }))).toBe(false);
    expect(sameBlock(block(), null)).toBe(false);
    expect(sameBlock(null, null)).toBe(true);
  });
});

it('adds up the rows that share a box', () => {
  const rows = rowsOf([
    { start: 0, end: 4, id: 1, key: 'a', title: 'x' },
    { start: 4, end: 20, count: 6, busy: 11, key: 'b' },
    { start: 21, end: 22, id: 3, key: 'c' },
  ]);
  expect(blockOf(rows, 0, 2, 1)).toMatchObject({ start: 0, end: 22, count: 8, busy: 16, key: 'b', title: '', id: 0 });
  expect(blockOf(rows, 0, 0, 0)).toMatchObject({ count: 1, id: 1, title: 'x' });
});
