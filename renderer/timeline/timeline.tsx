/**
 * The timeline: lanes on one time axis, drawn on canvases by the engine. React draws what stands still: the names of the lanes,
 * the tooltip, the notices, and the mirror for keyboard and screen reader.
 */
import {
  type CSSProperties,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { createTimes, type Times } from '../format/times.ts';
import type { Block } from './block.ts';
import { runCommand } from './commands.ts';
import { TimelineEngine } from './engine.ts';
import type { Geometry } from './geometry.ts';
import { attachGestures } from './gestures.ts';
import { LaneHeaders } from './lane-headers.tsx';
import type { Micros, Range } from './micros.ts';
import { focusMirror, Mirror } from './mirror.tsx';
import { Notices } from './notices.tsx';
import { RangeTotal } from './range-total.tsx';
import type { Selection } from './snapshot.ts';
import styles from './timeline.module.css';
import { Tooltip } from './tooltip.tsx';

export interface TimelineProps {
  readonly daytrail: Daytrail;
  /** Where to be. A change from outside is flown to; a view that `onViewChange` told of changes nothing. */
  readonly view: Range;
  /** Tells where the view came to rest, not every frame on the way. */
  readonly onViewChange: (view: Range) => void;
  readonly locale: string;
  readonly timeZone: string;
  readonly now: () => Micros;
  /** When a day begins, in minutes after midnight. */
  readonly dayStart: number;
  /** Absent: the timeline keeps its own. */
  readonly selected?: Selection | null;
  readonly onSelect?: (selection: Selection | null) => void;
  /** Bucket ids that come first, in this order. */
  readonly laneOrder?: readonly string[];
  /** What lanes are called, by their bucket's id. */
  readonly laneNames?: ReadonlyMap<string, string>;
  /** The keyboard asks for another day. Absent: the timeline goes there itself. */
  readonly onDay?: (to: 'previous' | 'next' | 'today') => void;
  /** The keyboard asks for the day in sight to be fitted. Absent: the whole day is shown. */
  readonly onFit?: () => void;
}

const NO_ORDER: readonly string[] = [];

export function Timeline(props: TimelineProps): ReactNode {
  const { daytrail, locale, timeZone, laneOrder = NO_ORDER } = props;
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  const [engine, setEngine] = useState<TimelineEngine | null>(null);
  useEffect(() => {
    const made = new TimelineEngine({
      daytrail,
      view: latest.current.view,
      locale,
      zone: timeZone,
      laneOrder,
      now: () => latest.current.now(),
      onView: (view) => latest.current.onViewChange(view),
      onSelect: (selection) => latest.current.onSelect?.(selection),
    });
    setEngine(made);
    return () => made.close();
  }, [daytrail, locale, timeZone, laneOrder]);
  return engine === null ? null : <Running engine={engine} {...props} />;
}

function Running({ engine, ...props }: TimelineProps & { readonly engine: TimelineEngine }): ReactNode {
  const { view, selected, locale, timeZone, now, onDay, onFit, dayStart } = props;
  const snapshot = useSyncExternalStore(engine.subscribe, engine.snapshot);
  const times: Times = useMemo(() => createTimes(locale, timeZone), [locale, timeZone]);
  const axis = useRef<HTMLCanvasElement>(null);
  const lanes = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    if (axis.current === null || lanes.current === null || scroller.current === null) return;
    const detach = engine.attach({ axis: axis.current, lanes: lanes.current, scroller: scroller.current });
    const release = attachGestures(lanes.current, axis.current, engine, () => focusMirror(grid.current));
    return () => {
      release();
      detach();
    };
  }, [engine]);
  useEffect(() => engine.show(view), [engine, view]);
  useEffect(() => {
    if (selected !== undefined) engine.showSelection(selected);
  }, [engine, selected]);

  const focus = useCallback(
    (block: Block, visible: boolean) => {
      engine.focus(block, false);
      engine.setKeyboard(visible);
    },
    [engine],
  );
  const blur = useCallback(() => engine.setKeyboard(false), [engine]);

  return (
    <section className={styles.timeline} aria-label="Timeline" style={heights(snapshot.geometry)}>
      <div className={styles.top}>
        <div className={styles.corner} />
        <canvas ref={axis} className={styles.axis} />
      </div>
      <div ref={scroller} className={styles.scroller}>
        <LaneHeaders lanes={snapshot.lanes} names={props.laneNames} />
        <div className={styles.stage}>
          <canvas ref={lanes} className={styles.lanes} data-dragging={snapshot.dragging} />
          <Mirror
            snapshot={snapshot}
            times={times}
            names={props.laneNames}
            grid={grid}
            onFocus={focus}
            onBlur={blur}
            onCommand={(command) =>
              runCommand(command, engine, { calendar: { timeZone, dayStart }, now, onDay, onFit })
            }
          />
        </div>
      </div>
      <Notices snapshot={snapshot} onRetry={() => engine.retry()} />
      <RangeTotal engine={engine} daytrail={props.daytrail} snapshot={snapshot} times={times} />
      <Tooltip engine={engine} canvas={lanes} daytrail={props.daytrail} snapshot={snapshot} times={times} now={now} />
    </section>
  );
}

/** For the style sheet. */
const heights = ({ laneHeight, axisHeight }: Geometry): CSSProperties & Record<`--${string}`, string> => ({
  '--timeline-lane': `${laneHeight}px`,
  '--timeline-axis': `${axisHeight}px`,
});
