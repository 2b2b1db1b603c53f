/**
 * The canvases with everything that depends on their size and on the style sheet: theme, heights, fonts, boxes. Paints on
 * demand, and says when it has to be painted anew.
 */
import { type AxisLayout, createAxis } from './axis.ts';
import { type Frame, fontsFor } from './frame.ts';
import { type Geometry, geometryFor, lanesInSight } from './geometry.ts';
import { boxAt } from './hit-test.ts';
import { Boxes, layoutLane } from './layout.ts';
import type { Range } from './micros.ts';
import { Painter } from './painter.ts';
import type { LaneRows } from './rows.ts';
import { readTheme, watchTheme } from './theme.ts';

export interface Canvases {
  readonly lanes: HTMLCanvasElement;
  readonly axis: HTMLCanvasElement;
  /** What the lanes scroll in. */
  readonly scroller: HTMLElement;
}

/** What of a frame is not the stage's own. */
export type Scene = Omit<Frame, 'width' | 'height' | 'scrollTop' | 'boxes' | 'axis'>;

export interface StageOptions {
  readonly locale: string;
  readonly zone: string;
  /** The canvases were sized or dressed anew and are blank until they are painted. */
  readonly onBlank: () => void;
  readonly onScroll: () => void;
}

export class Stage {
  readonly #canvases: Canvases;
  readonly #options: StageOptions;
  readonly #boxes: Boxes[] = [];
  readonly #cleanups: readonly (() => void)[];
  #width = 0;
  #height = 0;
  #geometry: Geometry = geometryFor(16);
  #painter: Painter | null = null;
  #axis: ((view: Range, width: number) => AxisLayout) | null = null;
  #unwatchRatio = (): void => {};

  constructor(canvases: Canvases, options: StageOptions) {
    this.#canvases = canvases;
    this.#options = options;
    const { scroller, axis } = canvases;
    const resized = new ResizeObserver(() => this.#dress());
    resized.observe(scroller);
    resized.observe(axis);
    scroller.addEventListener('scroll', options.onScroll, { passive: true });
    this.#cleanups = [
      () => resized.disconnect(),
      () => scroller.removeEventListener('scroll', options.onScroll),
      watchTheme(scroller, () => this.#dress()),
    ];
    this.#dress();
  }

  close(): void {
    for (const cleanup of this.#cleanups) cleanup();
    this.#unwatchRatio();
    this.#painter = null;
  }

  /** CSS pixels. */
  get width(): number {
    return this.#width;
  }

  get geometry(): Geometry {
    return this.#geometry;
  }

  get ratio(): number {
    return globalThis.devicePixelRatio || 1;
  }

  /** Whether there is something to paint on. */
  get ready(): boolean {
    return this.#painter !== null && this.#width > 0;
  }

  scrollBy(pixels: number): void {
    this.#canvases.scroller.scrollTop += pixels;
  }

  /** Scrolls no further than needed for the lane to be in sight. */
  reveal(lane: number): void {
    const { scroller } = this.#canvases;
    const top = lane * this.#geometry.laneHeight;
    const bottom = top + this.#geometry.laneHeight;
    if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (bottom > scroller.scrollTop + this.#height) scroller.scrollTop = bottom - this.#height;
  }

  /** The lane's upper edge, CSS pixels below the upper edge of what is in sight of the lanes. */
  topOf(lane: number): number {
    return lane * this.#geometry.laneHeight - this.#canvases.scroller.scrollTop;
  }

  /** Lays the lanes out as they will be painted next. */
  layout(lanes: readonly LaneRows[], view: Range): void {
    const width = Math.round(this.#width * this.ratio);
    const [first, last] = this.#inSight(lanes);
    for (const [index, lane] of lanes.entries()) {
      const boxes = this.#boxes[index] ?? new Boxes();
      this.#boxes[index] = boxes;
      if (index >= first && index < last) layoutLane(lane, view, width, boxes);
      else boxes.length = 0;
    }
  }

  /** The lane and the box in it at a point, CSS pixels from the lanes' upper left corner in sight; null where there is none. */
  boxAt(
    x: number,
    y: number,
    lanes: number,
  ): { readonly lane: number; readonly boxes: Boxes; readonly box: number } | null {
    const lane = Math.floor((y + this.#canvases.scroller.scrollTop) / this.#geometry.laneHeight);
    const boxes = lane >= 0 && lane < lanes ? this.#boxes[lane] : undefined;
    const box = boxes === undefined ? -1 : boxAt(boxes, Math.floor(x * this.ratio));
    return boxes === undefined || box === -1 ? null : { lane, boxes, box };
  }

  paint(scene: Scene): void {
    if (this.#painter === null || this.#axis === null) return;
    this.#painter.paint({
      ...scene,
      width: this.#width,
      height: this.#height,
      scrollTop: this.#canvases.scroller.scrollTop,
      boxes: this.#boxes,
      axis: this.#axis(scene.view, this.#width),
    });
  }

  #inSight(lanes: readonly LaneRows[]): [number, number] {
    return lanesInSight(this.#canvases.scroller.scrollTop, this.#height, this.#geometry.laneHeight, lanes.length);
  }

  /** A window that goes to a screen of another density keeps its size: only this tells of it. */
  #watchRatio(): void {
    this.#unwatchRatio();
    const query = matchMedia(`(resolution: ${this.ratio}dppx)`);
    const dress = () => this.#dress();
    query.addEventListener('change', dress, { once: true });
    this.#unwatchRatio = () => query.removeEventListener('change', dress);
  }

  /** Sizes the canvases and takes colours and type from the style sheet. */
  #dress(): void {
    const { lanes, axis, scroller } = this.#canvases;
    const theme = readTheme(scroller);
    const geometry = geometryFor(theme.rem);
    this.#geometry = geometry;
    // The axis ends where the lanes end, also beside a scroll bar.
    axis.style.marginRight = `${scroller.offsetWidth - scroller.clientWidth}px`;
    this.#width = axis.clientWidth;
    this.#height = scroller.clientHeight;
    this.#watchRatio();
    const { ratio } = this;
    fitCanvas(lanes, this.#width, this.#height, ratio);
    fitCanvas(axis, this.#width, geometry.axisHeight, ratio);
    const [onLanes, onAxis] = [lanes, axis].map((canvas) => canvas.getContext('2d', { alpha: false }));
    if (onLanes == null || onAxis == null) return;
    this.#painter = new Painter(onLanes, onAxis, { theme, geometry, ratio });
    const fonts = fontsFor(theme, 1);
    const measure = (font: string) => (text: string) => {
      onAxis.font = font;
      return onAxis.measureText(text).width;
    };
    const { locale, zone } = this.#options;
    this.#axis = createAxis({ locale, zone, measure: measure(fonts.mark), measureEra: measure(fonts.era) });
    this.#options.onBlank();
  }
}

function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  canvas.style.height = `${height}px`;
}
