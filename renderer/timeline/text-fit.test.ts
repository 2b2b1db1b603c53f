import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextFitter } from './text-fit.ts';

const fitter = createTextFitter((text) => text.length * 7);

describe('a label', () => {
  it('stays whole where it fits', () => {
    expect(fitter.fit('Firefox', 49)).toBe('Firefox');
  });

  it('is cut with an ellipsis where it does not, without a space before it', () => {
    expect(fitter.fit('Firefox', 48)).toBe('Firef…');
    expect(fitter.fit('My notes', 34)).toBe('My…');
  });

  it('is empty where not even a letter fits', () => {
    expect(fitter.fit('Firefox', 10)).toBe('');
    expect(fitter.fit('', 10)).toBe('');
  });

  it('never cuts a flag, an emoji or an accent in two', () => {
    const flags = createTextFitter(() => 10);
    expect(flags.fit('🇩🇪🇫🇷🇮🇹', 25)).toBe('🇩🇪…');
    expect(flags.fit('👩‍💻👩‍💻👩‍💻', 25)).toBe('👩‍💻…');
    expect(flags.fit('e\u0301e\u0301e\u0301', 25)).toBe('e\u0301…');
  });

  it('never takes more room than it was given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.integer({ min: 0, max: 400 }), (text, room) => {
        expect(fitter.width(fitter.fit(text, room))).toBeLessThanOrEqual(room);
      }),
    );
  });
});
