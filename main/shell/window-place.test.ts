import { describe, expect, it } from 'vitest';
import { parsePlace, placeWindow } from './window-place.ts';

const laptop = { x: 0, y: 25, width: 1440, height: 875 };
const external = { x: 1440, y: 0, width: 2560, height: 1440 };
const left = { x: 1600, y: 200, width: 1000, height: 700, maximized: false };

describe('placeWindow', () => {
  it('lets the desktop choose where, the first time', () => {
    expect(placeWindow(null, [laptop])).toEqual({ width: 1200, height: 800, maximized: false });
  });

  it('fits a small screen the first time', () => {
    expect(placeWindow(null, [{ x: 0, y: 0, width: 1024, height: 600 }])).toMatchObject({ width: 1024, height: 600 });
  });

  it('puts the window back where it was left', () => {
    expect(placeWindow(left, [laptop, external])).toEqual(left);
    expect(placeWindow({ ...left, maximized: true }, [laptop, external]).maximized).toBe(true);
  });

  it('brings the window back when its screen is gone', () => {
    expect(placeWindow(left, [laptop])).toEqual({ width: 1000, height: 700, maximized: false });
  });

  it('brings the window back when its title bar is out of reach', () => {
    expect(placeWindow({ ...left, x: 100, y: -300 }, [laptop])).not.toHaveProperty('x');
    expect(placeWindow({ ...left, x: -950 }, [laptop])).not.toHaveProperty('x');
    expect(placeWindow({ ...left, x: 100, y: 890 }, [laptop])).not.toHaveProperty('y');
  });

  it('leaves a window alone that hangs over an edge but can be got hold of', () => {
    expect(placeWindow({ ...left, x: -500, y: 400 }, [laptop])).toMatchObject({ x: -500, y: 400 });
  });

  it('is never larger than its screen, nor too small to use', () => {
    expect(placeWindow({ ...left, x: 0, y: 25, width: 4000, height: 3000 }, [laptop])).toMatchObject({
      width: 1440,
      height: 875,
    });
    expect(placeWindow({ ...left, x: 0, y: 25, width: 10, height: 10 }, [laptop])).toMatchObject({
      width: 480,
      height: 360,
    });
  });

  it('does without knowing any screen', () => {
    expect(placeWindow(left, [])).toEqual({ width: 1000, height: 700, maximized: false });
  });
});

describe('parsePlace', () => {
  it('reads what was written', () => {
    expect(parsePlace(JSON.stringify(left))).toEqual(left);
  });

  it.each([
    '',
    'null',
    '[]',
    '{"x":1}',
    '{"x":1,"y":1,"width":"9","height":9}',
    '{"x":1,"y":1,"width":-9,"height":9}',
    '{"x":1e9,"y":1,"width":9,"height":9}',
  ])('takes nothing from a damaged file: %s', (text) => {
    expect(parsePlace(text)).toBeNull();
  });
});
