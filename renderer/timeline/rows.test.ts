import { describe, expect, it } from 'vitest';
import { assemble, firstReaching, type LiveEvent, type Piece } from './rows.ts';
import { type Block, laneOf, rowsOf, timelineOf } from './testing/lanes.ts';

const piece = (start: number, end: number, blocks: readonly Block[], seen = 0): Piece => ({
  start,
  end,
  seen,
  timeline: timelineOf([laneOf(blocks)], 10),
});
const live = (id: number, start: number, end: number, told: number): LiveEvent => ({
  told,
  event: { id, bucket: 'aw-watcher-window_host', start, end, data: { app: 'Code', title: 'now' } },
});
const shown = (pieces: readonly Piece[], news: readonly LiveEvent[] = []) =>
  assemble(pieces, news).flatMap((lane) =>
    Array.from({ length: lane.length }, (_, row) => [lane.start[row], lane.end[row], lane.id[row], lane.count[row]]),
  );

describe('joining neighbouring answers', () => {
  it('shows an event that reaches over several of them once, whole', () => {
    const long = { start: 50, end: 350, id: 7 };
    const pieces = [piece(0, 100, [long]), piece(100, 200, [long]), piece(300, 400, [long])];
    expect(shown(pieces)).toEqual([[50, 350, 7, 1]]);
  });

  it('shows the whole event also where the answer that it starts in is missing', () => {
    expect(shown([piece(100, 200, [{ start: 50, end: 350, id: 7 }])])).toEqual([[50, 350, 7, 1]]);
  });

  it('counts a short event at an edge only in the answer it starts in', () => {
    const left = piece(0, 100, [{ start: 92, end: 103, count: 3 }]);
    // The right answer knows only the last of the three, which reaches over.
    const right = piece(100, 200, [
      { start: 98, end: 103, id: 3 },
      { start: 104, end: 130, id: 4 },
    ]);
    expect(shown([left, right])).toEqual([
      [92, 103, 0, 3],
      [104, 130, 4, 1],
    ]);
  });

  it('sorts by start, the longer first, so that what is inside another lies above it', () => {
    const rows = rowsOf([
      { start: 10, end: 20, id: 2 },
      { start: 10, end: 90, id: 1 },
      { start: 5, end: 6, id: 3 },
    ]);
    expect([...rows.id]).toEqual([3, 1, 2]);
  });

  it('leaves out lanes that hold nothing in sight', () => {
    const timeline = timelineOf([laneOf([], 'empty'), laneOf([{ start: 1, end: 2 }], 'full')]);
    expect(assemble([{ start: 0, end: 10, timeline, seen: 0 }], []).map((lane) => lane.bucket)).toEqual(['full']);
  });
});

describe('live events', () => {
  const known = piece(0, 100, [{ start: 10, end: 20, id: 1 }], 5);

  it('are added, and lengthen what is there', () => {
    expect(shown([known], [live(1, 10, 40, 6), live(2, 40, 45, 7)])).toEqual([
      [10, 40, 1, 1],
      [40, 45, 2, 1],
    ]);
  });

  it('do not undo an answer that is newer than they are', () => {
    expect(shown([known], [live(1, 10, 40, 5), live(9, 50, 60, 4)])).toEqual([[10, 20, 1, 1]]);
  });

  it('that were read as part of a composite are not counted again', () => {
    const merged = piece(0, 100, [{ start: 10, end: 19, count: 3 }], 5);
    expect(shown([merged], [live(8, 15, 17, 6), live(9, 18, 24, 6)])).toEqual([
      [10, 19, 0, 3],
      [18, 24, 9, 1],
    ]);
  });

  it('are named as the store names them', () => {
    const [lane] = assemble([known], [live(2, 40, 45, 7)]);
    expect(lane?.key[1]).toBe('Code');
    expect(lane?.title[1]).toBe('now');
  });

  it('outside of what is shown stay outside', () => {
    expect(shown([known], [live(3, 100, 120, 9), live(4, 500, 600, 9)])).toEqual([[10, 20, 1, 1]]);
  });
});

it('finds where to begin drawing, also behind an event that spans everything', () => {
  const rows = rowsOf([
    { start: 0, end: 10, id: 1 },
    { start: 20, end: 500, id: 2 },
    { start: 30, end: 40, id: 3 },
    { start: 600, end: 700, id: 4 },
  ]);
  expect(firstReaching(rows, 5)).toBe(0);
  expect(firstReaching(rows, 11)).toBe(1);
  expect(firstReaching(rows, 450)).toBe(1);
  expect(firstReaching(rows, 550)).toBe(3);
  expect(firstReaching(rows, 701)).toBe(4);
});
