import { describe, expect, it } from 'vitest';
import { bridged, outside, type Stretch } from './unrecorded.ts';

const until = (from: number, to: number | null): Stretch => ({ from, to });

describe('what is outside of the times that are not recorded', () => {
  it.each<[string, Stretch[], [number, number], [number, number] | null]>([
    ['all of it where there are none', [], [10, 20], [10, 20]],
    ['all of it before', [until(20, 30)], [10, 20], [10, 20]],
    ['all of it after', [until(20, 30)], [30, 40], [30, 40]],
    ['nothing within', [until(20, 30)], [20, 30], null],
    ['nothing within one without an end', [until(20, null)], [25, 30], null],
    ['its beginning where it reaches in', [until(20, null)], [10, 25], [10, 20]],
    ['its end where it reaches out', [until(20, 30)], [25, 40], [30, 40]],
    ['what follows where it reaches over', [until(20, 30)], [10, 40], [30, 40]],
    ['what follows the last of several', [until(20, 30), until(32, 35)], [10, 40], [35, 40]],
    ['what lies between two', [until(32, 35), until(20, 30)], [25, 34], [30, 32]],
    ['nothing within two that overlap', [until(20, 30), until(25, 40)], [22, 38], null],
    ['what follows two that overlap', [until(20, 33), until(17, 34)], [16, 40], [34, 40]],
    ['what goes before two that overlap', [until(20, 33), until(17, 21)], [16, 30], [16, 17]],
    ['a moment before', [until(20, 30)], [19, 19], [19, 19]],
    ['no moment at its beginning', [until(20, 30)], [20, 20], null],
    ['the moment of its end', [until(20, 30)], [30, 30], [30, 30]],
  ])('is %s', (_, stretches, [start, end], left) => {
    const kept = outside(stretches, { start, end, data: {} });
    expect(kept === null ? null : [kept.start, kept.end]).toEqual(left);
  });

  it('leaves an event that ends before it begins to whoever refuses it', () => {
    const event = { start: 25, end: 20, data: {} };
    expect(outside([until(10, 30)], event)).toBe(event);
  });
});

describe('how far back a beat is joined', () => {
  it('is as far as asked for where nothing was left out', () => {
    expect(bridged([], 100, 60)).toBe(60);
    expect(bridged([until(10, 20)], 100, 60)).toBe(60);
    expect(bridged([until(110, null)], 100, 60)).toBe(60);
  });

  it('is never over a time that was left out', () => {
    expect(bridged([until(80, 90), until(10, 20)], 100, 60)).toBe(10);
    expect(bridged([until(80, 100)], 100, 60)).toBe(0);
  });
});
