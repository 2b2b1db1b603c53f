/** Above the timeline: which time it is, the way to others, how much of it is seen, and closer or further. */
import type { ReactNode } from 'react';
import { IconButton } from '../../components/button.tsx';
import { DateBar } from '../../components/date-bar.tsx';
import { Joined } from '../../components/joined.tsx';
import { PeriodSwitch } from '../../components/period-switch.tsx';
import { periodTitle } from '../../format/periods.ts';
import { length } from '../../format/times.ts';
import { useCalendar } from '../../state/calendar.ts';
import { useCommands } from '../../state/commands.tsx';
import { useTimes } from '../../state/person.tsx';
import { dayRange, HOUR, type IsoDate, type Period, type PeriodKind, type Range, span } from '../../timeline/index.ts';
import styles from './toolbar.module.css';

interface ToolbarProps {
  /** The day in the middle of what is seen. */
  readonly date: IsoDate;
  readonly today: IsoDate;
  readonly range: Range;
  /** What is seen, where that is a week, a month or a year to the moment. */
  readonly period: Period | null;
  readonly onStep: (by: -1 | 1) => void;
  readonly onDay: (date: IsoDate) => void;
  readonly onToday: () => void;
  readonly onPeriod: (kind: PeriodKind) => void;
  readonly onFit: () => void;
  /** Below 1: closer. */
  readonly onZoom: (factor: number) => void;
}

/** A view wider than this is called by its days, not by the one in its middle. */
const ONE_DAY = 30 * HOUR;
const CLOSER = 0.5;

export function Toolbar(props: ToolbarProps): ReactNode {
  const { date, today, range, period, onStep, onDay, onToday, onPeriod, onFit, onZoom } = props;
  const times = useTimes();
  const calendar = useCalendar();
  const several = span(range) > ONE_DAY;
  const title = several ? times.days(range) : times.day(dayRange(date, calendar).start);

  useCommands([
    { id: 'fit', group: 'Timeline', name: 'Fit the day', words: 'zoom all reset', run: onFit },
    { id: 'zoom-in', group: 'Timeline', name: 'Zoom in', words: 'closer', run: () => onZoom(CLOSER) },
    { id: 'zoom-out', group: 'Timeline', name: 'Zoom out', words: 'further', run: () => onZoom(1 / CLOSER) },
  ]);

  return (
    <DateBar
      group="Timeline"
      title={period === null ? title : periodTitle(period, times.locale)}
      date={date}
      today={today}
      steps={period?.kind ?? 'day'}
      onStep={onStep}
      onDay={onDay}
      onToday={onToday}
    >
      {period === null ? (
        <p className={styles.range} title={times.span(range)}>
          <span>{times.span(range)}</span>
          <span className={styles.length}>{length(span(range))}</span>
        </p>
      ) : null}
      <PeriodSwitch group="Timeline" kind={period?.kind ?? (several ? null : 'day')} shrinks onPick={onPeriod} />
      <Joined label="Zoom">
        <IconButton icon="minus" label="Zoom out" onClick={() => onZoom(1 / CLOSER)} />
        <IconButton icon="fit" label="Fit the day" className={styles.fit} onClick={onFit} />
        <IconButton icon="plus" label="Zoom in" onClick={() => onZoom(CLOSER)} />
      </Joined>
    </DateBar>
  );
}
