/** Above the timeline: which day it is, the way to other days, how much of it is seen, and closer or further. */
import { type ReactNode, useState } from 'react';
import { Button, Hint, IconButton } from '../../components/button.tsx';
import { DatePicker } from '../../components/date-picker.tsx';
import { Icon } from '../../components/icon.tsx';
import { length } from '../../format/times.ts';
import { useCalendar } from '../../state/calendar.ts';
import { useCommands } from '../../state/commands.tsx';
import { useTimes } from '../../state/person.tsx';
import { dayRange, HOUR, type IsoDate, type Range, shiftDay, span } from '../../timeline/index.ts';
import styles from './toolbar.module.css';

interface ToolbarProps {
  /** The day in the middle of what is seen. */
  readonly date: IsoDate;
  readonly today: IsoDate;
  readonly range: Range;
  readonly onDay: (date: IsoDate) => void;
  readonly onToday: () => void;
  readonly onFit: () => void;
  /** Below 1: closer. */
  readonly onZoom: (factor: number) => void;
}

/** A view wider than this is called by its days, not by the one in its middle. */
const ONE_DAY = 30 * HOUR;
const CLOSER = 0.5;

export function Toolbar({ date, today, range, onDay, onToday, onFit, onZoom }: ToolbarProps): ReactNode {
  const times = useTimes();
  const calendar = useCalendar();
  const [picking, setPicking] = useState(false);
  const several = span(range) > ONE_DAY;
  const title = several ? times.days(range) : times.day(dayRange(date, calendar).start);

  useCommands([
    {
      id: 'previous-day',
      group: 'Timeline',
      name: 'Previous day',
      keys: 'Ctrl+ArrowLeft',
      run: () => onDay(shiftDay(date, -1)),
    },
    {
      id: 'next-day',
      group: 'Timeline',
      name: 'Next day',
      keys: 'Ctrl+ArrowRight',
      run: () => onDay(shiftDay(date, 1)),
    },
    {
      id: 'pick-date',
      group: 'Timeline',
      name: 'Go to date',
      keys: 'G',
      words: 'calendar pick',
      run: () => setPicking(true),
    },
    { id: 'fit', group: 'Timeline', name: 'Fit the day', words: 'zoom all reset', run: onFit },
    { id: 'zoom-in', group: 'Timeline', name: 'Zoom in', words: 'closer', run: () => onZoom(CLOSER) },
    { id: 'zoom-out', group: 'Timeline', name: 'Zoom out', words: 'further', run: () => onZoom(1 / CLOSER) },
  ]);

  return (
    <div className={styles.toolbar}>
      <div className={styles.days}>
        <IconButton
          icon="left"
          label="Previous day"
          keys="Ctrl+ArrowLeft"
          className={styles.before}
          onClick={() => onDay(shiftDay(date, -1))}
        />
        <IconButton
          icon="right"
          label="Next day"
          keys="Ctrl+ArrowRight"
          className={styles.after}
          onClick={() => onDay(shiftDay(date, 1))}
        />
      </div>
      <Hint text="Today" keys="T">
        <Button onClick={onToday}>Today</Button>
      </Hint>
      <h1 className={styles.title}>
        <DatePicker date={date} today={today} onPick={onDay} open={picking} onOpenChange={setPicking}>
          <button type="button" className={styles.date} aria-label={`${title}, go to another date`}>
            <span className={styles.dateText}>{title}</span>
            <Icon name="down" />
          </button>
        </DatePicker>
      </h1>
      <p className={styles.range}>
        <span>{times.span(range)}</span>
        <span className={styles.length}>{length(span(range))}</span>
      </p>
      <div className={styles.zoom}>
        <IconButton icon="minus" label="Zoom out" onClick={() => onZoom(1 / CLOSER)} />
        <IconButton icon="fit" label="Fit the day" onClick={onFit} />
        <IconButton icon="plus" label="Zoom in" onClick={() => onZoom(CLOSER)} />
      </div>
    </div>
  );
}
