/**
 * The colour of a block: the same for the same app, status or site on every day, on every machine, in every lane. Being away is
 * no activity among others: it is grey and hatched, so that it is told apart without colour too, and why somebody is away
 * is told by how it is hatched.
 */
import { isAway } from '../../preload/contract/recording.ts';
import { blend, css, oklch, type Rgb } from './color.ts';

/** Away, locked, with another session in front, asleep, off. */
export type Hatch = 'stripes' | 'cross' | 'counter' | 'dots' | 'lines';

/** What a block is painted with, as CSS colours. */
export interface Swatch {
  readonly fill: string;
  /** The stripes that tell a composite block. */
  readonly stripe: string;
  /** Under the part of a composite that its events do not cover. */
  readonly tint: string;
  readonly text: string;
  readonly textMuted: string;
  /** Null: it is plain. */
  readonly hatch: Hatch | null;
}

/** The same as numbers, so that contrast can be tested. */
export interface SwatchColours {
  readonly fill: Rgb;
  readonly stripe: Rgb;
  readonly tint: Rgb;
  readonly text: Rgb;
  readonly textMuted: Rgb;
  /** Null: it is plain. */
  readonly hatch: Hatch | null;
}

export type Scheme = 'light' | 'dark';

const HUES = 20;
/** Lightness and chroma beside the scheme's own: tells apart what shares a hue. */
const VARIANTS: readonly (readonly [number, number])[] = [
  [0, 0],
  [-0.06, 0.01],
  [0.025, -0.045],
];

const AWAY = 0;
const ACTIVE = 1;
const UNKNOWN = 2;
const SPECIAL = 3;

/** After all others, whose numbers stay what they were. */
const ABSENCES: readonly { readonly keys: readonly string[]; readonly hatch: Hatch }[] = [
  { keys: ['locked', 'lock'], hatch: 'cross' },
  { keys: ['switched'], hatch: 'counter' },
  { keys: ['suspended', 'asleep', 'sleep', 'hibernate'], hatch: 'dots' },
  { keys: ['off', 'power-off'], hatch: 'lines' },
];
const FIRST_ABSENCE = SPECIAL + HUES * VARIANTS.length;

export const SWATCHES = FIRST_ABSENCE + ABSENCES.length;

const ACTIVE_KEYS: ReadonlySet<string> = new Set(['not-afk', 'active', 'present']);

/** The number of a key's swatch; stable for ever. */
export function swatchOf(key: string, type: string): number {
  if (isAway(key, type)) {
    const why = ABSENCES.findIndex(({ keys }) => keys.includes(key));
    return why === -1 ? AWAY : FIRST_ABSENCE + why;
  }
  if (type === 'afkstatus' && ACTIVE_KEYS.has(key)) return ACTIVE;
  if (key === '' || key === 'unknown' || key === 'no data') return UNKNOWN;
  return SPECIAL + (hash(key.toLowerCase()) % (HUES * VARIANTS.length));
}

/** FNV-1a over UTF-16 code units, then mixed once more so that similar words part. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  return (value ^ (value >>> 13)) >>> 0;
}

interface Tones {
  readonly lightness: number;
  readonly chroma: number;
  readonly stripe: number;
  readonly text: Rgb;
  readonly away: Rgb;
  readonly awayStripe: Rgb;
  readonly awayText: Rgb;
  readonly unknown: Rgb;
}

const TONES: Readonly<Record<Scheme, Tones>> = {
  light: {
    lightness: 0.77,
    chroma: 0.105,
    stripe: 0.07,
    text: oklch(0.2, 0.02, 175),
    away: oklch(0.91, 0.006, 175),
    awayStripe: oklch(0.83, 0.008, 175),
    awayText: oklch(0.4, 0.015, 175),
    unknown: oklch(0.82, 0.01, 175),
  },
  dark: {
    lightness: 0.5,
    chroma: 0.1,
    stripe: -0.06,
    text: oklch(0.98, 0.005, 175),
    away: oklch(0.29, 0.008, 175),
    awayStripe: oklch(0.36, 0.01, 175),
    awayText: oklch(0.84, 0.012, 175),
    unknown: oklch(0.42, 0.01, 175),
  },
};

const TINT = 0.38;
const MUTED = 0.93;

/** The colours of every swatch over a lane's background. */
export function swatchColours(scheme: Scheme, lane: Rgb): readonly SwatchColours[] {
  const tones = TONES[scheme];
  const solid = (fill: Rgb, stripe: Rgb, text = tones.text, hatch: Hatch | null = null): SwatchColours => ({
    fill,
    stripe,
    tint: blend(fill, TINT, lane),
    text,
    textMuted: blend(text, MUTED, fill),
    hatch,
  });
  const away = (hatch: Hatch) => solid(tones.away, tones.awayStripe, tones.awayText, hatch);
  const coloured = (lightness: number, chroma: number, hue: number) =>
    solid(oklch(lightness, chroma, hue), oklch(lightness + tones.stripe, chroma * 0.9, hue));
  const swatches = [
    away('stripes'),
    coloured(tones.lightness, tones.chroma * 0.75, 165),
    solid(tones.unknown, blend(tones.unknown, 0.8, lane)),
  ];
  for (let i = 0; i < HUES * VARIANTS.length; i++) {
    const [lightness, chroma] = VARIANTS[Math.floor(i / HUES)] ?? [0, 0];
    // Hues of a variant lie between those of the one before.
    const hue = (((i % HUES) + Math.floor(i / HUES) / VARIANTS.length) * 360) / HUES;
    swatches.push(coloured(tones.lightness + lightness, tones.chroma + chroma, hue));
  }
  swatches.push(...ABSENCES.map(({ hatch }) => away(hatch)));
  return swatches;
}

export const swatchesOf = (scheme: Scheme, lane: Rgb): readonly Swatch[] =>
  swatchColours(scheme, lane).map(({ fill, stripe, tint, text, textMuted, hatch }) => ({
    fill: css(fill),
    stripe: css(stripe),
    tint: css(tint),
    text: css(text),
    textMuted: css(textMuted),
    hatch,
  }));
