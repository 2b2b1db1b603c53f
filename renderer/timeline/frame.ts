/** What is on the canvases at one moment, and the brush that both are painted with. */
import type { AxisLayout } from './axis.ts';
import type { Geometry } from './geometry.ts';
import type { Boxes } from './layout.ts';
import type { Range } from './micros.ts';
import type { LaneRows } from './rows.ts';
import { toPixel } from './scale.ts';
import type { Theme } from './theme.ts';

/** A box that is marked, by its lane and its rows. */
export interface MarkedBlock extends Range {
  readonly lane: number;
}

export interface Frame {
  readonly view: Range;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly scrollTop: number;
  readonly lanes: readonly LaneRows[];
  /** For each lane in sight its boxes. */
  readonly boxes: readonly Boxes[];
  readonly axis: AxisLayout;
  readonly now: number;
  readonly hovered: MarkedBlock | null;
  readonly selected: MarkedBlock | null;
  readonly focused: MarkedBlock | null;
  readonly selection: Range | null;
}

export interface Fonts {
  readonly mark: string;
  readonly era: string;
  readonly key: string;
  readonly title: string;
}

/** `ratio`: device pixels for each CSS pixel. */
export const fontsFor = (theme: Theme, ratio: number): Fonts => ({
  mark: `${theme.tiny * ratio}px ${theme.family}`,
  era: `600 ${theme.tiny * ratio}px ${theme.family}`,
  key: `600 ${theme.tiny * ratio}px ${theme.family}`,
  title: `${theme.tiny * 0.94 * ratio}px ${theme.family}`,
});

export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly theme: Theme;
  readonly geometry: Geometry;
  readonly fonts: Fonts;
  readonly ratio: number;
}

/** CSS pixels as whole device pixels, at least one. */
export const devicePixels = (css: number, { ratio }: Brush): number => Math.max(1, Math.round(css * ratio));

/** Where a moment is drawn, in device pixels. */
export const column = (moment: number, frame: Frame, { ratio }: Brush): number =>
  Math.round(toPixel(moment, frame.view, frame.width) * ratio);
