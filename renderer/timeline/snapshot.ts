/** What React draws of the timeline, and what others are told of it. */
import type { Block } from './block.ts';
import type { Geometry } from './geometry.ts';
import type { Micros, Range } from './micros.ts';
import type { PlacedLane } from './placement.ts';
import type { LaneInfo } from './rows.ts';
import type { SourceState } from './timeline-source.ts';

/** What is chosen: a block, or a stretch of time drawn on the axis. */
export type Selection =
  | { readonly kind: 'block'; readonly block: Block }
  | { readonly kind: 'range'; readonly start: Micros; readonly end: Micros };

/** A new object whenever any of it changed. */
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
