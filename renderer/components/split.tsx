/** Two panes, one above the other, and the bar between them: dragged, or moved with the arrow keys, and remembered. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { useRemembered } from '../state/remembered.ts';
import styles from './split.module.css';

interface SplitProps {
  /** What this window remembers the place of the bar by. */
  readonly name: string;
  readonly label: string;
  /** How much the upper pane gets at first, in percent. */
  readonly initial: number;
  readonly upper: ReactNode;
  readonly lower: ReactNode;
}

const LEAST = 15;
const MOST = 85;
const STEP = 5;

const within = (percent: number): number => Math.min(MOST, Math.max(LEAST, Math.round(percent * 10) / 10));

export function Split({ name, label, initial, upper, lower }: SplitProps): ReactNode {
  const [percent, setPercent] = useRemembered(name, (stored) => {
    const value = Number(stored ?? Number.NaN);
    return Number.isFinite(value) ? within(value) : initial;
  });
  const box = useRef<HTMLDivElement>(null);

  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    setPercent(within(((event.clientY - bounds.top) / bounds.height) * 100));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = new Map([
      ['ArrowUp', percent - STEP],
      ['ArrowDown', percent + STEP],
      ['Home', LEAST],
      ['End', MOST],
      ['Enter', initial],
    ]).get(event.key);
    if (to === undefined) return;
    event.preventDefault();
    setPercent(within(to));
  };

  return (
    <div
      ref={box}
      className={styles.split}
      style={{ gridTemplateRows: `minmax(0, ${percent}fr) auto minmax(0, ${100 - percent}fr)` }}
    >
      <div className={styles.pane}>{upper}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved; a focusable separator is the pattern for a splitter. */}
      <div
        className={styles.bar}
        role="separator"
        aria-orientation="horizontal"
        aria-label={label}
        aria-valuenow={Math.round(percent)}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={onKeyDown}
        onDoubleClick={() => setPercent(initial)}
      />
      <div className={styles.pane}>{lower}</div>
    </div>
  );
}
