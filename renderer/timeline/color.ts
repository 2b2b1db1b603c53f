/**
 * Colours by lightness, chroma and hue as the eye judges them (OKLCH, bottosson.github.io/posts/oklab), and the contrast of WCAG 2.2.
 */

/** Red, green and blue, each from 0 to 255. */
export type Rgb = readonly [number, number, number];

/** Lightness 0 to 1, chroma 0 to about 0.37, hue in degrees. Out of sRGB's reach, chroma gives way until it fits. */
export function oklch(lightness: number, chroma: number, hue: number): Rgb {
  for (let c = chroma; c > 0; c -= 0.005) {
    const linear = toLinear(lightness, c, hue);
    if (linear.every((part) => part >= -0.0005 && part <= 1.0005)) return encode(linear);
  }
  return encode(toLinear(lightness, 0, hue));
}

function toLinear(lightness: number, chroma: number, hue: number): readonly number[] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function encode(linear: readonly number[]): Rgb {
  const part = (value: number) => {
    const within = Math.min(1, Math.max(0, value));
    return Math.round(255 * (within <= 0.0031308 ? 12.92 * within : 1.055 * within ** (1 / 2.4) - 0.055));
  };
  return [part(linear[0] ?? 0), part(linear[1] ?? 0), part(linear[2] ?? 0)];
}

export const css = ([r, g, b]: Rgb): string => `rgb(${r}, ${g}, ${b})`;

/** `over` with that much opacity laid on `under`. */
export function blend(over: Rgb, opacity: number, under: Rgb): Rgb {
  const part = (i: 0 | 1 | 2) => Math.round(over[i] * opacity + under[i] * (1 - opacity));
  return [part(0), part(1), part(2)];
}

/** WCAG's relative luminance, 0 to 1. */
export function luminance([r, g, b]: Rgb): number {
  const part = (value: number) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
}

/** WCAG's contrast ratio, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `rgb(1, 2, 3)`, `rgba(…)` and `#123456` as a browser gives them for a computed colour; null for anything else. */
export function parseRgb(text: string): Rgb | null {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(text.trim());
  if (hex !== null) return [hex[1], hex[2], hex[3]].map((part) => Number.parseInt(part ?? '0', 16)) as unknown as Rgb;
  const rgb = /^rgba?\(\s*([\d.]+)[,\s]+([\d.]+)[,\s]+([\d.]+)/.exec(text.trim());
  return rgb === null ? null : [Number(rgb[1]), Number(rgb[2]), Number(rgb[3])];
}
