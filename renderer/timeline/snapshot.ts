/** What React draws of the timeline, and what others are told of it: a new one whenever any of it changed. */
import type { Block } from './block.ts';
import { type Geometry, geometryFor } from './geometry.ts';
import type { Micros, Range } from './micros.ts';
import type { PlacedLane } from './placement.ts';
import type { LaneInfo } from './rows.ts';
import type { SourceState } from './timeline-source.ts';

/** What is chosen: a block, or a stretch of time drawn on the axis. */
export type Selection =
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'range'; readonly start: Micros; readonly end: Micros };

export interface Snapshot {
  readonly lanes: readonly LaneInfo[];
  readonly geometry: Geometry;
  readonly state: SourceState;
  /** Once the view has come to rest: what is in it. */
  readonly settled: {
    readonly view: Range;
    readonly placed: readonly PlacedLane[];
    /** Nothing is recorded there. */
    readonly empty: boolean;
  };
  readonly hovered: Block | null;
  /** Where the keyboard is. */
  readonly focused: Block | null;
  /** The keyboard's focus is on the timeline and has to be seen. */
  readonly keyboard: boolean;
  readonly selection: Selection | null;
  /** Held and moved by the pointer. */
  readonly dragging: boolean;
}

/** The present one, and who is told when there is another. */
export class Snapshots {
  #present: Snapshot;
  readonly #listeners = new Set<() => void>();

  /** Before anything was read. */
  constructor(view: Range) {
    this.#present = {
      lanes: [],
      geometry: geometryFor(16),
      state: { phase: 'loading' },
      settled: { view, placed: [], empty: false },
      hovered: null,
      focused: null,
      keyboard: false,
      selection: null,
      dragging: false,
    };
  }

  get present(): Snapshot {
    return this.#present;
  }

  /** Returns what ends it. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  update(part: Partial<Snapshot>): void {
    this.#present = { ...this.#present, ...part };
    for (const listener of this.#listeners) listener();
  }
}
