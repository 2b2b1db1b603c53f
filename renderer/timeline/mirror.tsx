/**
 * The blocks in sight as a grid in the document, laid invisibly over the canvas: rows are lanes, cells are blocks. One tab stop; the
 * arrow keys move the focus from cell to cell. It is drawn anew when the view has come to rest.
 */
import { type KeyboardEvent, memo, type ReactNode, type RefObject, useCallback, useEffect, useState } from 'react';
import { counted } from '../format/names.ts';
import type { Times } from '../format/times.ts';
import { type Block, blockId, describeBlock, saidRange, sameBlock, spoken } from './block.ts';
import { type Command, commandFor } from './keyboard.ts';
import { span } from './micros.ts';
import styles from './mirror.module.css';
import { laneName } from './names.ts';
import type { PlacedBlock, PlacedLane } from './placement.ts';
import type { Snapshot } from './snapshot.ts';
import { usePointerLast } from './use-pointer-last.ts';

interface MirrorProps {
  readonly snapshot: Snapshot;
  readonly times: Times;
  readonly names: ReadonlyMap<string, string> | undefined;
  readonly grid: RefObject<HTMLDivElement | null>;
  /** `visible`: the focus is the keyboard's, and has to be seen. */
  readonly onFocus: (block: Block, visible: boolean) => void;
  readonly onBlur: () => void;
  readonly onCommand: (command: Command) => void;
}

export function Mirror({ snapshot, times, names, grid, onFocus, onBlur, onCommand }: MirrorProps): ReactNode {
  const { settled, focused, geometry, selection } = snapshot;
  const pointerLast = usePointerLast();
  // The block that has the document's focus keeps its cell until the next one has it, or the focus would be lost.
  const [held, setHeld] = useState<Block | null>(null);
  const rows = withCell(withCell(settled.placed, focused), held);
  const stop = focused ?? rows.find(({ blocks }) => blocks.length > 0)?.blocks[0]?.block ?? null;
  const stopId = stop === null ? null : blockId(stop);

  // After every change: where the focus is, it goes along.
  useEffect(() => {
    const { activeElement } = document;
    const within = grid.current?.contains(activeElement) === true;
    const cell = grid.current?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]');
    if (within && cell != null && cell !== activeElement) cell.focus({ preventScroll: true });
    // A cell that went out of sight took the focus with it: the grid keeps it.
    if (within && cell == null) grid.current?.focus({ preventScroll: true });
  });

  const enter = useCallback(
    (block: Block, cell: Element) => {
      setHeld(block);
      onFocus(block, !pointerLast.current && cell.matches(':focus-visible'));
    },
    [onFocus, pointerLast],
  );
  const leave = () => {
    setHeld(null);
    onBlur();
  };
  const press = (event: KeyboardEvent) => {
    const command = commandFor(event);
    if (command === null) return;
    event.preventDefault();
    event.stopPropagation();
    onCommand(command);
  };

  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a table's cells cannot be laid over a canvas where its blocks are drawn */}
      <div
        ref={grid}
        role="grid"
        aria-label="Timeline blocks"
        aria-rowcount={rows.length}
        aria-readonly="true"
        className={styles.mirror}
        tabIndex={stopId === null ? 0 : -1}
        onKeyDown={press}
        onBlur={leave}
      >
        {rows.map((row, index) => (
          <MirrorRow
            key={row.lane.bucket}
            row={row}
            top={index * geometry.laneHeight}
            height={geometry.laneHeight}
            name={laneName(row.lane, names).name}
            times={times}
            stop={row.lane.bucket === stop?.bucket ? stopId : null}
            selected={selection?.kind === 'block' ? blockId(selection.block) : null}
            onFocus={enter}
          />
        ))}
      </div>
      <Announcer snapshot={snapshot} times={times} />
    </>
  );
}

interface MirrorRowProps {
  readonly row: PlacedLane;
  readonly top: number;
  readonly height: number;
  readonly name: string;
  readonly times: Times;
  /** The id of the block that the tab key comes to, if it is in this lane. */
  readonly stop: string | null;
  readonly selected: string | null;
  readonly onFocus: (block: Block, cell: Element) => void;
}

const MirrorRow = memo(function MirrorRow({ row, top, height, name, times, stop, selected, onFocus }: MirrorRowProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: as for the grid
    // biome-ignore lint/a11y/useFocusableInteractive: the cells of a grid are focused, its rows are not
    <div role="row" className={styles.row} style={{ top, height }}>
      {/* biome-ignore lint/a11y/useSemanticElements: as for the grid */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: as for the row */}
      <div role="rowheader" className="visually-hidden">{`${name}, ${counted(row.total, 'block')}`}</div>
      {row.blocks.map(({ block, left, width }) => {
        const id = blockId(block);
        return (
          // biome-ignore lint/a11y/useSemanticElements: as for the grid
          <div
            key={id}
            role="gridcell"
            className={styles.cell}
            style={{ left, width }}
            tabIndex={id === stop ? 0 : -1}
            aria-label={describeBlock(block, times)}
            aria-selected={id === selected}
            onFocus={(event) => onFocus(block, event.currentTarget)}
          />
        );
      })}
    </div>
  );
});

/** Puts the document's focus where the keyboard last was. */
export function focusMirror(grid: HTMLElement | null): void {
  const cell = grid?.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]') ?? grid;
  cell?.focus({ preventScroll: true });
}

/** A block has a cell also when it is too narrow for one or out of sight. */
function withCell(placed: readonly PlacedLane[], focused: Block | null): readonly PlacedLane[] {
  if (focused === null) return placed;
  return placed.map((row) => {
    if (row.lane.bucket !== focused.bucket || row.blocks.some(({ block }) => sameBlock(block, focused))) return row;
    const before = row.blocks.filter(({ block }) => block.start <= focused.start);
    const left = before.at(-1)?.left ?? 0;
    const cell: PlacedBlock = { block: focused, left, width: 1 };
    return { ...row, blocks: [...before, cell, ...row.blocks.slice(before.length)] };
  });
}

/** Says where the view came to rest and what was selected. */
function Announcer({ snapshot, times }: { readonly snapshot: Snapshot; readonly times: Times }): ReactNode {
  const { settled, selection } = snapshot;
  const [first] = useState(settled.view);
  const parts: string[] = [];
  if (settled.view !== first) {
    parts.push(`Showing ${saidRange(times.span(settled.view))}, ${spoken(span(settled.view))}.`);
    if (settled.empty) parts.push('Nothing is recorded here.');
  }
  if (selection?.kind === 'range') {
    parts.push(`Selected ${saidRange(times.span(selection))}, ${spoken(span(selection))}.`);
  } else if (selection?.kind === 'block') {
    parts.push(`Selected ${describeBlock(selection.block, times)}.`);
  }
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {parts.join(' ')}
    </div>
  );
}
