import { describe, expect, it } from 'vitest';
import css from './tokens.css?raw';

const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function colours(part: string): Map<string, string> {
  return new Map([...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1] ?? '', match[2] ?? '']));
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = ['bg', 'bg-raised', 'bg-sunken', 'lane-1', 'lane-2'];
const pairs: [string, string, number][] = [
  ...['fg', 'fg-muted', 'accent', 'danger', 'warn', 'ok'].flatMap((text) =>
    surfaces.map((surface): [string, string, number] => [text, surface, 4.5]),
  ),
  ...['line-strong', 'focus', 'now'].flatMap((edge) =>
    surfaces.map((surface): [string, string, number] => [edge, surface, 3]),
  ),
  ['fg', 'bg-hover', 4.5],
  ['fg-muted', 'bg-hover', 4.5],
  ['fg', 'bg-selected', 4.5],
  ['fg-muted', 'bg-selected', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-hover', 4.5],
  ['accent', 'accent-soft', 4.5],
  ['on-danger', 'danger', 4.5],
  ['fg', 'danger-soft', 4.5],
  ['danger', 'danger-soft', 4.5],
  ['fg', 'warn-soft', 4.5],
  ['warn', 'warn-soft', 4.5],
];

describe('the colours of the window', () => {
  for (const [theme, tokens] of [
    ['light', colours(light)],
    ['dark', new Map([...colours(light), ...colours(dark)])],
  ] as const) {
    it(`can be read in ${theme}: each text and edge stands out enough from each surface`, () => {
      const weak = pairs
        .map(([front, back, least]) => {
          const ratio = contrast(tokens.get(front) ?? '#000000', tokens.get(back) ?? '#000000');
          return { pair: `--${front} on --${back}: ${ratio.toFixed(2)}, needs ${least}`, enough: ratio >= least };
        })
        .filter((each) => !each.enough)
        .map((each) => each.pair);
      expect(weak).toEqual([]);
    });
  }

  it('has a dark value for each colour', () => {
    const missing = [...colours(light).keys()].filter((name) => !colours(dark).has(name));
    expect(missing).toEqual([]);
  });
});
