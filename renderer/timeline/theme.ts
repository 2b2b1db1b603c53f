/**
 * The window's colours and type as the canvas needs them, read from the custom properties of styles/tokens.css, and told anew
 * when they change.
 */
import { luminance, parseRgb, type Rgb } from './color.ts';
import { type Scheme, type Swatch, swatchesOf } from './palette.ts';

export interface Theme {
  readonly scheme: Scheme;
  readonly lanes: readonly [string, string];
  readonly surface: string;
  readonly fg: string;
  readonly fgMuted: string;
  readonly line: string;
  readonly grid: string;
  readonly gridStrong: string;
  readonly now: string;
  readonly focus: string;
  readonly selection: string;
  readonly swatches: readonly Swatch[];
  readonly family: string;
  /** CSS pixels. */
  readonly rem: number;
  readonly tiny: number;
}

/** Each with what stands in for it where the tokens are missing. */
const COLOURS = {
  lane1: ['--lane-1', '#fdfefe'],
  lane2: ['--lane-2', '#f5f8f7'],
  surface: ['--bg-raised', '#fdfefe'],
  fg: ['--fg', '#14201d'],
  fgMuted: ['--fg-muted', '#4d5c57'],
  line: ['--line', '#d2dad7'],
  grid: ['--grid', '#dde4e1'],
  gridStrong: ['--grid-strong', '#c3cdc9'],
  now: ['--now', '#d03c13'],
  focus: ['--focus', '#0a655c'],
  selection: ['--selection', '#0a655c33'],
} as const;

export function readTheme(element: HTMLElement): Theme {
  const probe = element.ownerDocument.createElement('span');
  probe.style.position = 'absolute';
  probe.style.visibility = 'hidden';
  element.append(probe);
  const style = getComputedStyle(probe);
  const colour = ([token, fallback]: readonly [string, string]): string => {
    probe.style.color = `var(${token}, ${fallback})`;
    return parseRgb(style.color) === null ? fallback : style.color;
  };
  const size = (token: string, fallback: number): number => {
    probe.style.fontSize = `var(${token}, ${fallback}px)`;
    return Number.parseFloat(style.fontSize) || fallback;
  };
  const lane = colour(COLOURS.lane1);
  const background: Rgb = parseRgb(lane) ?? [255, 255, 255];
  const scheme: Scheme = luminance(background) < 0.3 ? 'dark' : 'light';
  const theme: Theme = {
    scheme,
    lanes: [lane, colour(COLOURS.lane2)],
    surface: colour(COLOURS.surface),
    fg: colour(COLOURS.fg),
    fgMuted: colour(COLOURS.fgMuted),
    line: colour(COLOURS.line),
    grid: colour(COLOURS.grid),
    gridStrong: colour(COLOURS.gridStrong),
    now: colour(COLOURS.now),
    focus: colour(COLOURS.focus),
    selection: colour(COLOURS.selection),
    swatches: swatchesOf(scheme, background),
    family: style.fontFamily || 'system-ui, sans-serif',
    rem: Number.parseFloat(getComputedStyle(element.ownerDocument.documentElement).fontSize) || 16,
    tiny: size('--font-size-tiny', 12),
  };
  probe.remove();
  return theme;
}

const QUERIES = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'];

/** Calls when the scheme of the system or the root element's attributes change; gives what ends it. */
export function watchTheme(element: HTMLElement, onChange: () => void): () => void {
  const queries = QUERIES.map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(element.ownerDocument.documentElement, { attributes: true });
  return () => {
    for (const query of queries) query.removeEventListener('change', onChange);
    observer.disconnect();
  };
}
