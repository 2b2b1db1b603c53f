/** What a block is, above the pointer, or above the block that the keyboard is at. */
import { type ReactNode, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { counted } from '../format/names.ts';
import { ago, length, type Times } from '../format/times.ts';
import { type Block, sameBlock } from './block.ts';
import type { TimelineEngine } from './engine.ts';
import { type Micros, span } from './micros.ts';
import { keyName } from './names.ts';
import type { Snapshot } from './snapshot.ts';
import styles from './tooltip.module.css';
import { type Point, placeTooltip } from './tooltip-place.ts';
import { type BreakdownState, useBreakdown } from './use-breakdown.ts';

/** CSS pixels: how far the tooltip of a focused block comes down to it; a pointer needs more room. */
const GAP_ABOVE = 8;

interface TooltipProps {
  readonly engine: TimelineEngine;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly daytrail: Daytrail;
  readonly snapshot: Snapshot;
  readonly times: Times;
  readonly now: () => Micros;
}

export function Tooltip({ engine, canvas, daytrail, snapshot, times, now }: TooltipProps): ReactNode {
  const { dragging, hovered, keyboard, focused } = snapshot;
  const [dismissed, setDismissed] = useState<Block | null>(null);
  const wanted = dragging ? null : (hovered ?? (keyboard ? focused : null));
  const block = sameBlock(wanted, dismissed) ? null : wanted;
  const atPointer = hovered !== null;
  const element = useRef<HTMLDivElement>(null);
  const pointer = useRef<Point>({ x: 0, y: 0 });
  const contents = useBreakdown(daytrail, block !== null && block.count > 1 ? block : null);

  const move = useCallback(() => {
    if (element.current === null || canvas.current === null || block === null) return;
    const at = atPointer ? pointer.current : aboveBlock(engine, canvas.current, block);
    element.current.hidden = at === null;
    if (at !== null) place(element.current, at);
  }, [engine, canvas, block, atPointer]);
  // Its contents may have made it larger.
  useLayoutEffect(move);
  useEffect(() => (atPointer ? undefined : engine.onFrame(move)), [engine, atPointer, move]);
  useEffect(() => {
    const area = canvas.current;
    if (area === null) return;
    const follow = (event: PointerEvent) => {
      pointer.current = { x: event.clientX, y: event.clientY };
      move();
    };
    area.addEventListener('pointermove', follow, { capture: true });
    return () => area.removeEventListener('pointermove', follow, { capture: true });
  }, [canvas, move]);
  useEffect(() => {
    if (block === null) return;
    const hide = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setDismissed(block);
    };
    document.addEventListener('keydown', hide, { capture: true });
    return () => document.removeEventListener('keydown', hide, { capture: true });
  }, [block]);
  useEffect(() => {
    if (dismissed !== null && !sameBlock(wanted, dismissed)) setDismissed(null);
  }, [wanted, dismissed]);

  if (block === null) return null;
  return createPortal(
    <div ref={element} role="tooltip" className={styles.tooltip}>
      <Heading block={block} times={times} now={now()} />
      {contents.phase !== 'none' && <Contents type={block.type} state={contents} />}
    </div>,
    canvas.current?.closest('main') ?? document.body,
  );
}

/** In the window's coordinates; null where the block is out of sight. */
function aboveBlock(engine: TimelineEngine, canvas: HTMLElement, block: Block): Point | null {
  const top = engine.topOf(block);
  const { left, top: edge } = canvas.getBoundingClientRect();
  return top === null ? null : { x: left + top.x, y: edge + top.y + GAP_ABOVE };
}

function place(tooltip: HTMLElement, pointer: Point): void {
  const { clientWidth, clientHeight } = document.documentElement;
  const size = { width: tooltip.offsetWidth, height: tooltip.offsetHeight };
  const { x, y } = placeTooltip(pointer, size, { width: clientWidth, height: clientHeight });
  tooltip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
}

function Heading({ block, times, now }: { readonly block: Block; readonly times: Times; readonly now: Micros }) {
  const name = keyName(block.key, block.type);
  const composite = block.count > 1;
  return (
    <>
      <div className={styles.name}>{composite ? counted(block.count, 'event', 'events', times.locale) : name}</div>
      {block.title !== '' && <div className={styles.title}>{block.title}</div>}
      <div className={styles.time}>
        {times.span(block)}
        <span className={styles.length}>{length(span(block))}</span>
      </div>
      <div className={styles.muted}>{ago(block.end, now)}</div>
    </>
  );
}

function Contents({ type, state }: { readonly type: string; readonly state: BreakdownState }): ReactNode {
  if (state.phase === 'failed') return <div className={styles.muted}>What is in it could not be read.</div>;
  if (state.phase !== 'ready') return <div className={styles.muted}>Reading what is in it…</div>;
  const { rows, others } = state.breakdown;
  return (
    <table className={styles.breakdown}>
      <tbody>
        {rows.map((row) => (
          <tr key={`${row.key}\n${row.title}`}>
            <td>
              <strong>{keyName(row.key, type)}</strong> {row.title}
            </td>
            <td>{length(row.busy)}</td>
          </tr>
        ))}
        {others.count > 0 && (
          <tr className={styles.muted}>
            <td>{counted(others.count, 'other')}</td>
            <td>{length(others.busy)}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
