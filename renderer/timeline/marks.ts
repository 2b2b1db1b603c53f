/** What is marked in a frame: the block under the pointer, what is chosen, and where the keyboard is. Pure. */
import { type Block, laneIndex } from './block.ts';
import type { Frame, MarkedBlock } from './frame.ts';
import type { LaneRows } from './rows.ts';
import type { Snapshot } from './snapshot.ts';

export type Marks = Pick<Frame, 'hovered' | 'selected' | 'focused' | 'selection'>;

export function marksIn(
  lanes: readonly LaneRows[],
  { hovered, focused, keyboard, selection, dragging }: Snapshot,
): Marks {
  const mark = (block: Block | null): MarkedBlock | null => {
    const lane = laneIndex(lanes, block);
    return block === null || lane === -1 ? null : { lane, start: block.start, end: block.end };
  };
  return {
    hovered: dragging ? null : mark(hovered),
    selected: selection?.kind === 'block' ? mark(selection.block) : null,
    focused: keyboard ? mark(focused) : null,
    selection: selection?.kind === 'range' ? selection : null,
  };
}
