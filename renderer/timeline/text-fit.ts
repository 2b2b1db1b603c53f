/**
 * Texts cut to a width with an ellipsis, fast enough for every label of every frame: widths are measured once per
 * character and added up once per text. Kerning is left out of account; it only ever makes a text narrower.
 */
const ELLIPSIS = '…';
const MOST_TEXTS = 4000;

interface Measured {
  readonly parts: readonly string[];
  /** Width up to and including each part. */
  readonly widths: Float32Array;
}

export interface TextFitter {
  width(text: string): number;
  /** The text, or as much of its beginning as fits followed by an ellipsis; empty where not even one letter fits. */
  fit(text: string, width: number): string;
}

/** `measure` gives the width of a short text in the font that the fitter is for. */
export function createTextFitter(measure: (text: string) => number): TextFitter {
  const glyphs = new Map<string, number>();
  const texts = new Map<string, Measured>();
  const glyph = (part: string): number => {
    const known = glyphs.get(part) ?? measure(part);
    glyphs.set(part, known);
    return known;
  };
  const measured = (text: string): Measured => {
    let found = texts.get(text);
    if (found === undefined) {
      const parts = graphemes(text.slice(0, 300));
      let sum = 0;
      const widths = Float32Array.from(parts, (part) => {
        sum += glyph(part);
        return sum;
      });
      found = { parts, widths };
      if (texts.size >= MOST_TEXTS) texts.clear();
      texts.set(text, found);
    }
    return found;
  };
  const width = (text: string): number => measured(text).widths.at(-1) ?? 0;
  return {
    width,
    fit(text, room) {
      const { parts, widths } = measured(text);
      if ((widths.at(-1) ?? 0) <= room) return text;
      const free = room - glyph(ELLIPSIS);
      let count = 0;
      while (count < widths.length && (widths[count] ?? 0) <= free) count++;
      return count === 0 ? '' : parts.slice(0, count).join('').trimEnd() + ELLIPSIS;
    },
  };
}

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const PLAIN = /^[\u0020-\u024f\u2010-\u2026]*$/;

/** Characters as a person counts them, so that a flag or an accent is never cut in two. */
const graphemes = (text: string): readonly string[] =>
  PLAIN.test(text) ? Array.from(text) : Array.from(segmenter.segment(text), ({ segment }) => segment);
