/**
 * The timeline at work: holds the view, what is under the pointer, focused and selected; draws a frame when something changed and
 * at no other time; tells React (through `subscribe`) only what React draws, so that panning renders no component.
 */
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { type Block, blockInBox, laneIndex, sameBlock } from './block.ts';
import { drawnRange } from './drawn-range.ts';
import { marksIn } from './marks.ts';
import { type Micros, type Range, sameRange } from './micros.ts';
import { Mover } from './mover.ts';
import { orderLanes } from './names.ts';
import { freshBlock, reachesInto } from './navigation.ts';
import { NowWatch } from './now-watch.ts';
import { placeLanes } from './placement.ts';
import type { LaneRows } from './rows.ts';
import { padded, panBy, revealing, toPixel, zoomAt } from './scale.ts';
import { type Selection, type Snapshot, Snapshots } from './snapshot.ts';
import { type Canvases, Stage } from './stage.ts';
import { TimelineSource } from './timeline-source.ts';

export interface EngineOptions {
  readonly daytrail: Daytrail;
  readonly view: Range;
  readonly locale: string;
  readonly zone: string;
  readonly now: () => Micros;
  readonly laneOrder: readonly string[];
  /** The view came to rest somewhere else. */
  readonly onView: (view: Range) => void;
  readonly onSelect: (selection: Selection | null) => void;
}

/** Milliseconds without a change after which the view has come to rest. */
const SETTLE = 140;

export class TimelineEngine {
  readonly #options: EngineOptions;
  readonly #source: TimelineSource;
  readonly #mover: Mover;
  readonly #nowWatch: NowWatch;
  readonly #snapshots: Snapshots;
  readonly #frameListeners = new Set<() => void>();
  #stage: Stage | null = null;
  /** The view that was last told of or asked for from outside. */
  #reported: Range;
  #lanes: readonly LaneRows[] = [];
  #lanesFrom: readonly LaneRows[] | null = null;
  #pointer: { readonly x: number; readonly y: number } | null = null;
  #frame = 0;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#mover = new Mover(options.view);
    this.#reported = this.view;
    this.#snapshots = new Snapshots(this.view);
    this.#nowWatch = new NowWatch({ onMove: () => this.#invalidate(), onLeft: (view) => this.goTo(view) });
    this.#source = new TimelineSource(options.daytrail, () => this.#invalidate());
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#snapshots.subscribe(listener);

  readonly snapshot = (): Snapshot => this.#snapshots.present;

  /** Calls after each frame that was drawn, for what has to move with the view. */
  readonly onFrame = (listener: () => void): (() => void) => {
    this.#frameListeners.add(listener);
    return () => this.#frameListeners.delete(listener);
  };

  get view(): Range {
    return this.#mover.view;
  }

  /** CSS pixels. */
  get width(): number {
    return this.#stage?.width ?? 0;
  }

  get lanes(): readonly LaneRows[] {
    return this.#lanes;
  }

  /** Draws on these canvases until the returned function is called. */
  attach(canvases: Canvases): () => void {
    let ready = false;
    const stage = new Stage(canvases, {
      locale: this.#options.locale,
      zone: this.#options.zone,
      // Painted at once, before the browser shows the blank canvas.
      onBlank: () => ready && this.#draw(performance.now()),
      onScroll: () => this.#invalidate(),
    });
    ready = true;
    this.#stage = stage;
    this.#draw(performance.now());
    return () => {
      stage.close();
      this.#stage = null;
      cancelAnimationFrame(this.#frame);
      this.#frame = 0;
      this.#nowWatch.stop();
      clearTimeout(this.#settleTimer);
    };
  }

  close(): void {
    this.#source.close();
  }

  retry(): void {
    this.#source.retry();
  }

  /** Goes to a view from outside; one that it has itself told of is no news. */
  show(view: Range): void {
    if (sameRange(view, this.#reported)) return;
    this.#reported = view;
    this.goTo(view);
  }

  goTo(view: Range): void {
    if (this.#stage?.ready === true && !calm()) this.#mover.fly(view);
    else this.#mover.jump(view);
    this.#invalidate();
  }

  // Positions are CSS pixels from the upper left corner of what is in sight of the lanes.

  zoomAt(x: number, factor: number): void {
    this.#mover.jump(zoomAt(this.view, this.width, x, factor));
    this.#invalidate();
  }

  pan(pixels: number): void {
    this.#mover.jump(panBy(this.view, this.width, pixels));
    this.#invalidate();
  }

  scroll(pixels: number): void {
    this.#stage?.scrollBy(pixels);
  }

  grab(): void {
    this.#mover.jump(this.view);
    this.#snapshots.update({ dragging: true, hovered: null });
  }

  /** Lets go of a view that moved at so many pixels per millisecond. */
  release(speed: number): void {
    this.#snapshots.update({ dragging: false });
    this.#mover.coast(calm() ? 0 : speed, performance.now());
    this.#invalidate();
  }

  /** Where the pointer is; null: elsewhere. */
  point(at: { readonly x: number; readonly y: number } | null): void {
    this.#pointer = at;
    this.#hover();
  }

  blockAt(x: number, y: number): Block | null {
    const found = this.#stage?.boxAt(x, y, this.#lanes.length) ?? null;
    const lane = found === null ? undefined : this.#lanes[found.lane];
    return found === null || lane === undefined ? null : blockInBox(lane, found.boxes, found.box);
  }

  zoomTo(range: Range): void {
    this.goTo(padded(range, 0.15));
  }

  select(block: Block | null): void {
    const selection: Selection | null = block === null ? null : { kind: 'block', block };
    this.#snapshots.update({ selection, focused: block ?? this.#snapshots.present.focused });
    this.#options.onSelect(selection);
    this.#invalidate();
  }

  /** Shows a selection that was made elsewhere. */
  showSelection(selection: Selection | null): void {
    this.#snapshots.update({ selection });
    this.#invalidate();
  }

  /** Draws a stretch on the axis from one position to another; `free`: without snapping to round times. */
  dragRange(from: number, to: number, free: boolean): void {
    const zone = free ? null : this.#options.zone;
    const range = drawnRange({ view: this.view, width: this.width, zone }, from, to);
    this.#snapshots.update({ selection: { kind: 'range', ...range } });
    this.#invalidate();
  }

  /** Ends drawing a stretch; what is too short to be meant is dropped. */
  endRange(keep: boolean): void {
    const { selection } = this.#snapshots.present;
    const kept = keep && selection?.kind === 'range' && selection.end > selection.start ? selection : null;
    this.#snapshots.update({ selection: kept });
    this.#options.onSelect(kept);
    this.#invalidate();
  }

  /** Puts the keyboard's focus on a block; `reveal`: and moves the view no further than needed to see it. */
  focus(block: Block | null, reveal: boolean): void {
    this.#snapshots.update({ focused: block });
    if (block !== null && reveal) {
      this.#stage?.reveal(laneIndex(this.#lanes, block));
      const view = revealing(this.#mover.destination, block);
      if (view !== this.#mover.destination) this.goTo(view);
    }
    this.#invalidate();
  }

  /** Whether the keyboard's focus is here and has to be seen. */
  setKeyboard(keyboard: boolean): void {
    if (keyboard === this.#snapshots.present.keyboard) return;
    this.#snapshots.update({ keyboard });
    this.#invalidate();
  }

  /** The middle of the block's upper edge as far as it is in sight; null where it is not. */
  topOf(block: Block): { readonly x: number; readonly y: number } | null {
    const lane = laneIndex(this.#lanes, block);
    const left = Math.max(0, toPixel(block.start, this.view, this.width));
    const right = Math.min(this.width, toPixel(block.end, this.view, this.width));
    if (this.#stage === null || lane === -1 || left > right) return null;
    return { x: (left + right) / 2, y: this.#stage.topOf(lane) };
  }

  /** Something has to be drawn anew. */
  #invalidate(): void {
    if (this.#stage === null) return;
    this.#settleSoon();
    if (this.#frame === 0) this.#frame = requestAnimationFrame((time) => this.#draw(time));
  }

  #draw(time: number): void {
    const stage = this.#stage;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (stage === null || !stage.ready) return;
    const began = performance.now();
    const moved = this.#mover.advance(time, stage.width);
    const { geometry } = stage;
    if (geometry.laneHeight !== this.#snapshots.present.geometry.laneHeight) this.#snapshots.update({ geometry });
    this.#source.want(this.#mover.destination, stage.width);
    this.#takeLanes();
    stage.layout(this.#lanes, this.view);
    this.#hover();
    const now = this.#options.now();
    stage.paint({ view: this.view, lanes: this.#lanes, now, ...marksIn(this.#lanes, this.#snapshots.present) });
    for (const listener of this.#frameListeners) listener();
    performance.measure('daytrail:paint', { start: began, end: performance.now() });
    // Observers have it; kept, measures would pile up for as long as the window is open.
    performance.clearMeasures('daytrail:paint');
    this.#nowWatch.drawn(now, this.view, stage.width);
    this.#settleSoon();
    if (this.#mover.moving || moved) this.#invalidate();
  }

  #takeLanes(): void {
    const { lanes, state } = this.#source;
    if (state !== this.#snapshots.present.state) this.#snapshots.update({ state });
    if (lanes === this.#lanesFrom) return;
    this.#lanesFrom = lanes;
    this.#lanes = orderLanes(lanes, this.#options.laneOrder);
    const shown = this.#snapshots.present.lanes.map(({ bucket }) => bucket).join('\n');
    if (shown !== this.#lanes.map(({ bucket }) => bucket).join('\n')) {
      this.#snapshots.update({
        lanes: this.#lanes.map(({ bucket, type, client, hostname }) => ({ bucket, type, client, hostname })),
      });
    }
    const { focused, selection } = this.#snapshots.present;
    if (focused !== null) this.#snapshots.update({ focused: freshBlock(this.#lanes, focused) });
    if (selection?.kind === 'block') {
      this.#snapshots.update({ selection: { kind: 'block', block: freshBlock(this.#lanes, selection.block) } });
    }
  }

  #hover(): void {
    const { hovered: before, dragging } = this.#snapshots.present;
    const at = dragging ? null : this.#pointer;
    const hovered = at === null ? null : this.blockAt(at.x, at.y);
    if (sameBlock(before, hovered) && before?.end === hovered?.end) return;
    this.#snapshots.update({ hovered });
    this.#invalidate();
  }

  #settleSoon(): void {
    clearTimeout(this.#settleTimer);
    this.#settleTimer = setTimeout(() => this.#settle(), SETTLE);
  }

  #settle(): void {
    if (this.#mover.moving) return;
    // A window that is covered or busy draws its frames late or not at all; what is said of it is to be true all the same.
    if (this.#stage?.ready === true) this.#source.want(this.view, this.width);
    this.#takeLanes();
    const { view } = this;
    const before = this.#snapshots.present.settled.placed;
    const placed = placeLanes(this.#lanes, view, this.width, this.#stage?.ratio ?? 1, before);
    const empty = this.#source.state.phase === 'ready' && !this.#lanes.some((lane) => reachesInto(lane, view));
    this.#snapshots.update({ settled: { view, placed, empty } });
    if (sameRange(view, this.#reported)) return;
    this.#reported = view;
    this.#options.onView(view);
  }
}

const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
