import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from './micros.ts';
import { coast, createWheelReader, eased, snapped, Velocity, type WheelTurn } from './motion.ts';

const turn = (part: Partial<WheelTurn>): WheelTurn => ({
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  shiftKey: false,
  timeStamp: 0,
  ...part,
});

describe('the wheel', () => {
  it('zooms out when turned down and in when turned up, by the same factor', () => {
    const read = createWheelReader();
    const [out, back] = [read(turn({ deltaY: 120 })), read(turn({ deltaY: -120 }))];
    expect(out).toEqual({ kind: 'zoom', factor: 2 ** 0.5 });
    expect(back).toEqual({ kind: 'zoom', factor: 2 ** -0.5 });
  });

  it('pans with shift, whichever axis the system reports then', () => {
    const read = createWheelReader();
    expect(read(turn({ deltaY: 100, shiftKey: true }))).toEqual({ kind: 'pan', pixels: 100 });
    expect(read(turn({ deltaX: 100, shiftKey: true }))).toEqual({ kind: 'pan', pixels: 100 });
  });

  it('pans when it is turned sideways', () => {
    expect(createWheelReader()(turn({ deltaX: -40, deltaY: 3 }))).toEqual({ kind: 'pan', pixels: -40 });
  });

  it('keeps to what a gesture began as, however the fingers stray', () => {
    const read = createWheelReader();
    read(turn({ deltaX: 30, deltaY: 5, timeStamp: 0 }));
    expect(read(turn({ deltaX: 5, deltaY: 30, timeStamp: 40 })).kind).toBe('pan');
    expect(read(turn({ deltaX: 5, deltaY: 30, timeStamp: 400 })).kind).toBe('zoom');
    expect(read(turn({ deltaX: 30, deltaY: 5, timeStamp: 440 })).kind).toBe('zoom');
  });

  it('zooms with control, finely for a pinch and as usual for a wheel', () => {
    const read = createWheelReader();
    expect(read(turn({ deltaY: 7, ctrlKey: true }))).toEqual({ kind: 'zoom', factor: 2 ** 0.1 });
    expect(read(turn({ deltaY: 120, ctrlKey: true }))).toEqual({ kind: 'zoom', factor: 2 ** 0.5 });
  });

  it('counts lines and pages as pixels, and never jumps', () => {
    const read = createWheelReader();
    expect(read(turn({ deltaY: 3, deltaMode: 1 }))).toEqual({ kind: 'zoom', factor: 2 ** 0.2 });
    expect(read(turn({ deltaY: 100_000 }))).toEqual({ kind: 'zoom', factor: 2 });
  });
});

describe('letting go', () => {
  it('goes on as fast as the pointer went', () => {
    const velocity = new Velocity();
    for (let at = 0; at <= 80; at += 16) velocity.add(at * 2, at);
    expect(velocity.at(80)).toBe(2);
  });

  it('stands still where the pointer rested first', () => {
    const velocity = new Velocity();
    velocity.add(0, 0);
    velocity.add(300, 50);
    expect(velocity.at(400)).toBe(0);
  });

  it('slows down to a stop, and goes as far in large steps as in small ones', () => {
    const run = (step: number) => {
      let speed = 3;
      let way = 0;
      for (let at = 0; at < 5000; at += step) {
        const next = coast(speed, step);
        way += next.pixels;
        speed = next.speed;
      }
      expect(speed).toBe(0);
      return way;
    };
    expect(Math.abs(run(8) - run(33))).toBeLessThan(12);
    expect(run(8)).toBeGreaterThan(500);
  });

  it('arrives where it was sent', () => {
    expect(eased(0)).toBe(0);
    expect(eased(1)).toBe(1);
    expect(eased(7)).toBe(1);
  });
});

describe('a selection on the axis', () => {
  const noon = Date.parse('2026-11-22T12:00:00Z') * 1000;

  it('snaps to minutes that can be told apart at this zoom', () => {
    expect(snapped(noon + 7.4 * MINUTE, MINUTE / 8, 0)).toBe(noon + 7 * MINUTE);
    expect(snapped(noon + 7.4 * MINUTE, MINUTE / 1, 0)).toBe(noon + 5 * MINUTE);
    expect(snapped(noon + 7.4 * MINUTE, 10 * MINUTE, 0)).toBe(noon);
  });

  it('snaps to the local clock where the zone is half an hour off', () => {
    const offset = 5.5 * HOUR;
    expect((snapped(noon + 17 * MINUTE, 12 * MINUTE, offset) + offset) % HOUR).toBe(0);
  });
});
