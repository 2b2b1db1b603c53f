/**
 * The timeline at work: holds the view, what is under the pointer, focused and selected; draws a frame when something changed and
 * at no other time; tells React (through `subscribe`) only what React draws, so that panning renders no component.
 */
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { type Block, blockInBox, sameBlock } from './block.ts';
import { clockAt } from './day.ts';
import type { MarkedBlock } from './frame.ts';
import { geometryFor } from './geometry.ts';
import { type Micros, type Range, span } from './micros.ts';
import { snapped } from './motion.ts';
import { Mover } from './mover.ts';
import { orderLanes } from './names.ts';
import { freshBlock, reachesInto } from './navigation.ts';
import { placeLanes } from './placement.ts';
import type { LaneRows } from './rows.ts';
import { microsPerPixel, padded, panBy, revealing, toMoment, toPixel, zoomAt } from './scale.ts';
import type { Selection, Snapshot } from './snapshot.ts';
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
  readonly #listeners = new Set<() => void>();
  readonly #frameListeners = new Set<() => void>();
  #stage: Stage | null = null;
  /** The view that was last told of or asked for from outside. */
  #reported: Range;
  #lanes: readonly LaneRows[] = [];
  #lanesFrom: readonly LaneRows[] | null = null;
  #pointer: { readonly x: number; readonly y: number } | null = null;
  #frame = 0;
  /** The view that now was last in sight of. */
  #nowIn: Range | null = null;
  #settleTimer: ReturnType<typeof setTimeout> | undefined;
  #nowTimer: ReturnType<typeof setTimeout> | undefined;
  #snapshot: Snapshot;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#mover = new Mover(options.view);
    this.#reported = this.view;
    this.#snapshot = {
      lanes: [],
      geometry: geometryFor(16),
      state: { phase: 'loading' },
      settled: { view: this.view, placed: [], empty: false },
      hovered: null,
      focused: null,
      keyboard: false,
      selection: null,
      dragging: false,
    };
    this.#source = new TimelineSource(options.daytrail, () => this.#invalidate());
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): Snapshot => this.#snapshot;

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
      clearTimeout(this.#nowTimer);
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
    this.#update({ dragging: true, hovered: null });
  }

  /** Lets go of a view that moved at so many pixels per millisecond. */
  release(speed: number): void {
    this.#update({ dragging: false });
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
    this.#update({ selection, focused: block ?? this.#snapshot.focused });
    this.#options.onSelect(selection);
    this.#invalidate();
  }

  /** Shows a selection that was made elsewhere. */
  showSelection(selection: Selection | null): void {
    this.#update({ selection });
    this.#invalidate();
  }

  /** Draws a stretch on the axis from one position to another; `free`: without snapping to round times. */
  dragRange(from: number, to: number, free: boolean): void {
    const scale = microsPerPixel(this.view, this.width);
    const moment = (x: number): Micros => {
      const exact = Math.round(toMoment(x, this.view, this.width));
      return free ? exact : snapped(exact, scale, clockAt(exact, this.#options.zone).offsetNanoseconds / 1000);
    };
    const [a, b] = [moment(from), moment(to)];
    this.#update({ selection: { kind: 'range', start: Math.min(a, b), end: Math.max(a, b) } });
    this.#invalidate();
  }

  /** Ends drawing a stretch; what is too short to be meant is dropped. */
  endRange(keep: boolean): void {
    const { selection } = this.#snapshot;
    const kept = keep && selection?.kind === 'range' && selection.end > selection.start ? selection : null;
    this.#update({ selection: kept });
    this.#options.onSelect(kept);
    this.#invalidate();
  }

  /** Puts the keyboard's focus on a block; `reveal`: and moves the view no further than needed to see it. */
  focus(block: Block | null, reveal: boolean): void {
    this.#update({ focused: block });
    if (block !== null && reveal) {
      this.#stage?.reveal(this.#laneOf(block));
      const view = revealing(this.#mover.destination, block);
      if (view !== this.#mover.destination) this.goTo(view);
    }
    this.#invalidate();
  }

  /** Whether the keyboard's focus is here and has to be seen. */
  setKeyboard(keyboard: boolean): void {
    if (keyboard === this.#snapshot.keyboard) return;
    this.#update({ keyboard });
    this.#invalidate();
  }

  /** The middle of the block's upper edge as far as it is in sight; null where it is not. */
  topOf(block: Block): { readonly x: number; readonly y: number } | null {
    const lane = this.#laneOf(block);
    const left = Math.max(0, toPixel(block.start, this.view, this.width));
    const right = Math.min(this.width, toPixel(block.end, this.view, this.width));
    if (this.#stage === null || lane === -1 || left > right) return null;
    return { x: (left + right) / 2, y: this.#stage.topOf(lane) };
  }

  #laneOf(block: Block): number {
    return this.#lanes.findIndex(({ bucket }) => bucket === block.bucket);
  }

  /** Something has to be drawn anew. */
  #invalidate(): void {
    clearTimeout(this.#settleTimer);
    if (this.#stage === null) return;
    this.#settleTimer = setTimeout(() => this.#settle(), SETTLE);
    if (this.#frame === 0) this.#frame = requestAnimationFrame((time) => this.#draw(time));
  }

  #draw(time: number): void {
    const stage = this.#stage;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (stage === null || !stage.ready) return;
    const began = performance.now();
    const moved = this.#mover.advance(time, stage.width);
    if (stage.geometry.laneHeight !== this.#snapshot.geometry.laneHeight) this.#update({ geometry: stage.geometry });
    this.#source.want(this.#mover.destination, stage.width);
    this.#takeLanes();
    stage.layout(this.#lanes, this.view);
    this.#hover();
    const now = this.#options.now();
    stage.paint({ view: this.view, lanes: this.#lanes, now, ...this.#marks() });
    for (const listener of this.#frameListeners) listener();
    performance.measure('daytrail:paint', { start: began, end: performance.now() });
    // Observers have it; kept, measures would pile up for as long as the window is open.
    performance.clearMeasures('daytrail:paint');
    this.#watchNow(now);
    if (this.#mover.moving || moved) this.#invalidate();
  }

  #takeLanes(): void {
    const { lanes, state } = this.#source;
    if (state !== this.#snapshot.state) this.#update({ state });
    if (lanes === this.#lanesFrom) return;
    this.#lanesFrom = lanes;
    this.#lanes = orderLanes(lanes, this.#options.laneOrder);
    const shown = this.#snapshot.lanes.map(({ bucket }) => bucket).join('\n');
    if (shown !== this.#lanes.map(({ bucket }) => bucket).join('\n')) {
      this.#update({
        lanes: this.#lanes.map(({ bucket, type, client, hostname }) => ({ bucket, type, client, hostname })),
      });
    }
    const { focused, selection } = this.#snapshot;
    if (focused !== null) this.#update({ focused: freshBlock(this.#lanes, focused) });
    if (selection?.kind === 'block') {
      this.#update({ selection: { kind: 'block', block: freshBlock(this.#lanes, selection.block) } });
    }
  }

  #marks() {
    const { hovered, focused, keyboard, selection, dragging } = this.#snapshot;
    const mark = (block: Block | null): MarkedBlock | null => {
      const lane = block === null ? -1 : this.#laneOf(block);
      return block === null || lane === -1 ? null : { lane, start: block.start, end: block.end };
    };
    return {
      hovered: dragging ? null : mark(hovered),
      selected: selection?.kind === 'block' ? mark(selection.block) : null,
      focused: keyboard ? mark(focused) : null,
      selection: selection?.kind === 'range' ? selection : null,
    };
  }

  #hover(): void {
    const { hovered: before, dragging } = this.#snapshot;
    const at = dragging ? null : this.#pointer;
    const hovered = at === null ? null : this.blockAt(at.x, at.y);
    if (sameBlock(before, hovered) && before?.end === hovered?.end) return;
    this.#update({ hovered });
    this.#invalidate();
  }

  #settle(): void {
    if (this.#mover.moving) return;
    const { view } = this;
    const placed = placeLanes(this.#lanes, view, this.width, this.#stage?.ratio ?? 1, this.#snapshot.settled.placed);
    const empty = this.#source.state.phase === 'ready' && !this.#lanes.some((lane) => reachesInto(lane, view));
    this.#update({ settled: { view, placed, empty } });
    if (sameRange(view, this.#reported)) return;
    this.#reported = view;
    this.#options.onView(view);
  }

  /** Wakes up when the mark of now has to move by a pixel, and follows it out of the view it was in. */
  #watchNow(now: Micros): void {
    clearTimeout(this.#nowTimer);
    const { view } = this;
    // Only time carries it out of a view that stands still; a hand that moved the view meant to.
    if (now > view.end && this.#nowIn !== null && sameRange(view, this.#nowIn)) {
      this.goTo(revealing(view, { start: now, end: now }, 0.12));
    }
    this.#nowIn = now >= view.start && now <= view.end ? view : null;
    if (now < view.start || now > view.end + span(view)) return;
    const pixel = microsPerPixel(view, this.width) / 1000;
    this.#nowTimer = setTimeout(() => this.#invalidate(), Math.min(60_000, Math.max(250, pixel)));
  }

  #update(part: Partial<Snapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...part };
    for (const listener of this.#listeners) listener();
  }
}

const sameRange = (a: Range, b: Range): boolean => a.start === b.start && a.end === b.end;

const calm = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
