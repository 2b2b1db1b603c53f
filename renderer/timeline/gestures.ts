/**
 * Pointer, wheel and touch on the timeline, translated to what the engine does. One event does one thing. Coordinates are CSS
 * pixels from the upper left corner of the element.
 */
import type { TimelineEngine } from './engine.ts';
import { createWheelReader, Velocity } from './motion.ts';

/** Pixels that a pointer may stray in a click. */
const CLICK = 4;

interface Point {
  readonly x: number;
  readonly y: number;
}

const pointOn = (element: HTMLElement, event: { readonly clientX: number; readonly clientY: number }): Point => {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
};

/**
 * Wheel on lanes and axis, drag on lanes pans and scrolls, drag on the axis selects, pinch zooms, double click zooms to a block.
 * `takeFocus`: a click is also where the keyboard goes on from.
 */
export function attachGestures(
  lanes: HTMLElement,
  axis: HTMLElement,
  engine: TimelineEngine,
  takeFocus: () => void,
): () => void {
  const ending = new AbortController();
  const on = <K extends keyof HTMLElementEventMap>(
    element: HTMLElement,
    name: K,
    handler: (event: HTMLElementEventMap[K]) => void,
  ) => element.addEventListener(name, handler, { signal: ending.signal, passive: false });

  const read = createWheelReader();
  for (const element of [lanes, axis]) {
    on(element, 'wheel', (event) => {
      event.preventDefault();
      const intent = read(event);
      if (intent.kind === 'zoom') engine.zoomAt(pointOn(element, event).x, intent.factor);
      else engine.pan(intent.pixels);
    });
  }
  attachDrag(lanes, engine, takeFocus, on);
  attachRange(axis, engine, on);
  on(lanes, 'dblclick', (event) => {
    const { x, y } = pointOn(lanes, event);
    const block = engine.blockAt(x, y);
    if (block !== null) engine.zoomTo(block);
  });
  return () => ending.abort();
}

type On = <K extends keyof HTMLElementEventMap>(
  element: HTMLElement,
  name: K,
  handler: (event: HTMLElementEventMap[K]) => void,
) => void;

function attachDrag(lanes: HTMLElement, engine: TimelineEngine, takeFocus: () => void, on: On): void {
  const pointers = new Map<number, Point>();
  let velocity = new Velocity();
  let travelled = 0;
  let dragging = false;

  on(lanes, 'pointerdown', (event) => {
    if (event.button !== 0) return;
    pointers.set(event.pointerId, pointOn(lanes, event));
    lanes.setPointerCapture(event.pointerId);
    velocity = new Velocity();
    travelled = 0;
    engine.release(0);
  });

  on(lanes, 'pointermove', (event) => {
    const to = pointOn(lanes, event);
    const from = pointers.get(event.pointerId);
    if (from === undefined) {
      if (event.pointerType !== 'touch') engine.point(to);
      return;
    }
    const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
    if (other !== undefined) {
      pointers.set(event.pointerId, to);
      pinch(engine, other, from, to);
      travelled = CLICK + 1;
      return;
    }
    travelled = Math.max(travelled, Math.hypot(to.x - from.x, to.y - from.y));
    if (travelled <= CLICK) return;
    if (!dragging) engine.grab();
    dragging = true;
    engine.pan(from.x - to.x);
    engine.scroll(from.y - to.y);
    velocity.add(to.x, event.timeStamp);
    pointers.set(event.pointerId, to);
  });

  const end = (event: PointerEvent, released: boolean) => {
    if (!pointers.delete(event.pointerId)) return;
    if (pointers.size > 0) return;
    const at = pointOn(lanes, event);
    if (dragging) engine.release(released ? -velocity.at(event.timeStamp) : 0);
    else if (released && travelled <= CLICK) {
      takeFocus();
      engine.select(engine.blockAt(at.x, at.y));
    }
    dragging = false;
    engine.point(event.pointerType === 'touch' ? null : at);
  };
  on(lanes, 'pointerup', (event) => end(event, true));
  on(lanes, 'pointercancel', (event) => end(event, false));
  on(lanes, 'pointerleave', () => {
    if (pointers.size === 0) engine.point(null);
  });
}

/** One finger rests at `other`, one moved: what lay under both stays under both. */
function pinch(engine: TimelineEngine, other: Point, from: Point, to: Point): void {
  const before = Math.abs(from.x - other.x);
  const after = Math.abs(to.x - other.x);
  if (before > 8 && after > 8) engine.zoomAt(other.x, before / after);
}

function attachRange(axis: HTMLElement, engine: TimelineEngine, on: On): void {
  let from: { readonly id: number; readonly x: number } | null = null;
  let drawn = false;

  on(axis, 'pointerdown', (event) => {
    if (event.button !== 0 || from !== null) return;
    from = { id: event.pointerId, x: pointOn(axis, event).x };
    drawn = false;
    axis.setPointerCapture(event.pointerId);
  });
  on(axis, 'pointermove', (event) => {
    if (from?.id !== event.pointerId) return;
    const { x } = pointOn(axis, event);
    drawn ||= Math.abs(x - from.x) > CLICK;
    if (drawn) engine.dragRange(from.x, x, event.altKey);
  });
  const end = (event: PointerEvent, keep: boolean) => {
    if (from?.id !== event.pointerId) return;
    from = null;
    engine.endRange(keep && drawn);
  };
  on(axis, 'pointerup', (event) => end(event, true));
  on(axis, 'pointercancel', (event) => end(event, false));
}
