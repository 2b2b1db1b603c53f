import { describe, expect, it } from 'vitest';
import { isAway } from '../../preload/contract/recording.ts';
import tokens from '../styles/tokens.css?raw';
import { contrast, oklch, parseRgb, type Rgb } from './color.ts';
import { type Scheme, SWATCHES, swatchColours, swatchOf } from './palette.ts';

/** The lanes' backgrounds as the window really has them: the first value is the light one, the second the dark one. */
const lane = (name: string, scheme: Scheme): Rgb => {
  const values = [...tokens.matchAll(new RegExp(`${name}: (#[0-9a-f]{6})`, 'g'))].map((match) => match[1] ?? '');
  const colour = parseRgb(values[scheme === 'light' ? 0 : 1] ?? '');
  if (colour === null) throw new Error(`${name} has no ${scheme} value`);
  return colour;
};

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const lanes = [lane('--lane-1', scheme), lane('--lane-2', scheme)];

  it('text stands out from every block by at least 4.5 to 1, on its fill, its stripes and its tint', () => {
    for (const background of lanes) {
      for (const { fill, stripe, tint, text, textMuted } of swatchColours(scheme, background)) {
        for (const under of [fill, stripe, tint]) expect(contrast(text, under)).toBeGreaterThanOrEqual(4.5);
        for (const under of [fill, tint]) expect(contrast(textMuted, under)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('every activity stands out from the lane it lies on', () => {
    for (const background of lanes) {
      for (const { fill, hatch } of swatchColours(scheme, background)) {
        if (hatch === null) expect(contrast(fill, background)).toBeGreaterThan(1.5);
      }
    }
  });

  it('away is hatched, for each reason in another way, and nothing else is', () => {
    const hatches = swatchColours(scheme, lanes[0] as Rgb).map((swatch) => swatch.hatch);
    const reasons = ['afk', 'locked', 'switched', 'suspended', 'off'].map((key) => swatchOf(key, 'afkstatus'));
    expect(new Set(reasons.map((number) => hatches[number])).size).toBe(5);
    expect(hatches.filter((hatch) => hatch !== null)).toHaveLength(5);
    expect(hatches[swatchOf('not-afk', 'afkstatus')]).toBe(null);
  });

  it('no two swatches look the same', () => {
    const fills = swatchColours(scheme, lanes[0] as Rgb).map(({ fill, hatch }) => `${fill} ${hatch}`);
    expect(new Set(fills).size).toBe(SWATCHES);
  });
});

describe('the swatch of a key', () => {
  it('is one of those there are, whatever the key', () => {
    for (const key of ['', 'Firefox', '日本語', '🦊', 'x'.repeat(10_000), 'unknown']) {
      expect(swatchOf(key, 'currentwindow')).toBeGreaterThanOrEqual(0);
      expect(swatchOf(key, 'currentwindow')).toBeLessThan(SWATCHES);
    }
  });

  it('does not depend on capitals, and never changes from one version to the next', () => {
    expect(swatchOf('Firefox', 'currentwindow')).toBe(swatchOf('firefox', 'currentwindow'));
    expect(['Firefox', 'Code', 'github.com'].map((key) => swatchOf(key, ''))).toEqual([11, 18, 30]);
  });

  it('spreads many keys over many colours', () => {
    const used = new Set(Array.from({ length: 400 }, (_, i) => swatchOf(`app-${i}`, 'currentwindow')));
    expect(used.size).toBeGreaterThan(SWATCHES - 12);
  });

  it('takes "away" for an absence only where statuses are recorded', () => {
    expect(isAway('afk', 'afkstatus')).toBe(true);
    expect(isAway('afk', 'currentwindow')).toBe(false);
    expect(swatchOf('idle', 'afkstatus')).toBe(swatchOf('afk', 'afkstatus'));
    expect(swatchOf('locked', 'currentwindow')).not.toBe(swatchOf('locked', 'afkstatus'));
  });
});

it('colours come out as OKLCH says', () => {
  expect(oklch(1, 0, 0)).toEqual([255, 255, 255]);
  expect(oklch(0, 0, 0)).toEqual([0, 0, 0]);
  // The worked value of CSS Color 4 for oklch(0.627966 0.257704 29.2346): pure red.
  expect(oklch(0.627966, 0.257704, 29.2346)).toEqual([255, 0, 0]);
});
