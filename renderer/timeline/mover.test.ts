import { describe, expect, it } from 'vitest';
import { DAY, HOUR, type Range, span } from './micros.ts';
import { Mover } from './mover.ts';

const noon = Date.parse('2026-11-22T12:00:00Z') * 1000;
const day: Range = { start: noon, end: noon + DAY };

function run(mover: Mover, from = 0): Range[] {
  const views: Range[] = [];
  for (let at = from; mover.moving; at += 16) {
    mover.advance(at, 1000);
    views.push(mover.view);
    if (views.length > 1000) throw new Error('it never comes to rest');
  }
  return views;
}

describe('a flight', () => {
  it('ends exactly where it was sent, and knows so from the start', () => {
    const mover = new Mover(day);
    const hour = { start: noon + 3 * HOUR, end: noon + 4 * HOUR };
    mover.fly(hour);
    expect(mover.destination).toEqual(hour);
    const lengths = run(mover).map(span);
    expect(mover.view).toEqual(hour);
    expect(lengths.length).toBeGreaterThan(8);
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
  });

  it('is not taken to another year: there is nothing to see on the way', () => {
    const mover = new Mover(day);
    const away = { start: noon + 900 * DAY, end: noon + 901 * DAY };
    mover.fly(away);
    expect(mover.moving).toBe(false);
    expect(mover.view).toEqual(away);
  });

  it('ends when a hand takes over', () => {
    const mover = new Mover(day);
    mover.fly({ start: noon + HOUR, end: noon + 2 * HOUR });
    mover.advance(0, 1000);
    mover.advance(50, 1000);
    mover.jump(mover.view);
    expect(mover.moving).toBe(false);
  });
});

describe('coasting', () => {
  it('goes on in the direction of the drag, and keeps the length', () => {
    const mover = new Mover(day);
    mover.coast(2, 0);
    const views = run(mover, 16);
    expect(views.at(-1)?.start).toBeGreaterThan(day.start + 8 * HOUR);
    expect(views.every((view) => span(view) === DAY)).toBe(true);
  });

  it('does not jump when frames were late', () => {
    const mover = new Mover(day);
    mover.coast(2, 0);
    mover.advance(5000, 1000);
    expect(mover.view.start - day.start).toBeLessThan((120 / 1000) * DAY);
  });

  it('at no speed is standing still', () => {
    const mover = new Mover(day);
    mover.coast(0, 0);
    expect(mover.moving).toBe(false);
    expect(mover.advance(16, 1000)).toBe(false);
  });
});
