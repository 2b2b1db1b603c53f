/** How long the stretch is that was selected on the axis, and how much of it someone was there. Moves with the view. */
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { isAway } from '../../preload/contract/recording.ts';
import { length, type Times } from '../format/times.ts';
import type { TimelineEngine } from './engine.ts';
import { type Range, span } from './micros.ts';
import styles from './range-total.module.css';
import { toPixel } from './scale.ts';
import type { Snapshot } from './snapshot.ts';
import { useBreakdown } from './use-breakdown.ts';

interface RangeTotalProps {
  readonly engine: TimelineEngine;
  readonly daytrail: Daytrail;
  readonly snapshot: Snapshot;
  readonly times: Times;
}

export function RangeTotal(props: RangeTotalProps): ReactNode {
  const { selection } = props.snapshot;
  return selection?.kind === 'range' ? <Total range={selection} {...props} /> : null;
}

function Total({ range, engine, daytrail, snapshot, times }: RangeTotalProps & { readonly range: Range }): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const away = snapshot.lanes.find(({ type }) => type === 'afkstatus');
  const { start, end } = range;
  const state = useBreakdown(
    daytrail,
    away === undefined || start === end ? null : { bucket: away.bucket, start, end },
  );

  useLayoutEffect(() => {
    const place = () => {
      const { current } = element;
      if (current === null) return;
      const middle = (toPixel(start, engine.view, engine.width) + toPixel(end, engine.view, engine.width)) / 2;
      const half = current.offsetWidth / 2;
      const x = Math.max(half + 4, Math.min(engine.width - half - 4, middle));
      current.style.transform = `translateX(${Math.round(x - half)}px)`;
    };
    place();
    return engine.onFrame(place);
  });

  const active =
    state.phase !== 'ready'
      ? null
      : state.breakdown.rows.reduce((sum, row) => (isAway(row.key, 'afkstatus') ? sum : sum + row.busy), 0);
  return (
    <div className={styles.track}>
      <div ref={element} className={styles.total}>
        <strong>{length(span(range))}</strong>
        <span>{times.span(range)}</span>
        {active !== null && <span>{`active ${length(active)}`}</span>}
      </div>
    </div>
  );
}
