/**
 * When somebody was there: a bar for each hour, day or month. Each leads to its time on the timeline. One stop for the
 * tab key; the arrow keys go from bar to bar.
 */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Hint } from '../../components/button.tsx';
import { HOUR, type Micros } from '../../timeline/micros.ts';
import styles from './chart.module.css';
import { worked } from './compare.ts';

export interface Bar {
  /** µs */
  readonly start: Micros;
  /** Below it, where there is room for a word. */
  readonly tick: string;
  readonly name: string;
  readonly active: Micros;
  /** Where it leads. */
  readonly href: string;
}

/** As many as have room for their names nearly everywhere. */
const FEW = 12;

/** The height of the chart, a round number of hours that no bar is longer than. */
export function topOf(longest: Micros): Micros {
  const step = longest <= HOUR ? HOUR : longest <= 12 * HOUR ? 2 * HOUR : longest <= 24 * HOUR ? 4 * HOUR : 20 * HOUR;
  return Math.max(1, Math.ceil(longest / step)) * step;
}

export function Chart({ label, bars }: { label: string; bars: readonly Bar[] }): ReactNode {
  const list = useRef<HTMLOListElement>(null);
  const [at, setAt] = useState(0);
  const top = topOf(Math.max(0, ...bars.map(({ active }) => active)));
  const reachable = Math.min(at, bars.length - 1);
  const go = (to: number) => list.current?.querySelectorAll('a')[Math.min(bars.length - 1, Math.max(0, to))]?.focus();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = new Map([
      ['ArrowLeft', reachable - 1],
      ['ArrowRight', reachable + 1],
      ['Home', 0],
      ['End', bars.length - 1],
    ]).get(event.key);
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return (
    <div className={styles.chart} style={{ '--bars': bars.length } as CSSProperties}>
      <span className={styles.top} aria-hidden="true">
        {worked(top)}
      </span>
      <ol ref={list} className={styles.bars} aria-label={label} data-many={bars.length > FEW} onKeyDown={onKeyDown}>
        {bars.map(({ start, tick, name, active, href }, index) => (
          <li key={start} className={styles.place}>
            <Hint text={`${name}: ${worked(active)}`}>
              <Link
                href={href}
                className={styles.bar}
                aria-label={`${name}, ${worked(active)}`}
                tabIndex={index === reachable ? 0 : -1}
                onFocus={() => setAt(index)}
              >
                <span className={styles.fill} style={{ '--share': active / top } as CSSProperties} />
              </Link>
            </Hint>
            <span className={styles.tick} aria-hidden="true">
              {tick}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
