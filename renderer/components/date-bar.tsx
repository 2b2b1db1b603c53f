/** Above what is shown of a time: which time it is, the way to others, and what else the view puts beside that. */
import { type ReactNode, useState } from 'react';
import { type Command, useCommands } from '../state/commands.tsx';
import type { IsoDate } from '../timeline/day.ts';
import type { PeriodKind } from '../timeline/period.ts';
import { Button, Hint, IconButton } from './button.tsx';
import styles from './date-bar.module.css';
import { DatePicker } from './date-picker.tsx';
import { Icon } from './icon.tsx';
import { Joined } from './joined.tsx';

interface DateBarProps {
  readonly title: string;
  /** The view it is in. */
  readonly group: Command['group'];
  /** The day that the calendar opens at. */
  readonly date: IsoDate;
  readonly today: IsoDate;
  /** What one step leads over. */
  readonly steps: PeriodKind;
  readonly onStep: (by: -1 | 1) => void;
  readonly onDay: (date: IsoDate) => void;
  readonly onToday: () => void;
  /** At the end of the bar. */
  readonly children: ReactNode;
}

export function DateBar(props: DateBarProps): ReactNode {
  const { title, group, date, today, steps, onStep, onDay, onToday, children } = props;
  const [picking, setPicking] = useState(false);
  const before = { name: `Previous ${steps}`, keys: 'Ctrl+ArrowLeft', run: () => onStep(-1) };
  const after = { name: `Next ${steps}`, keys: 'Ctrl+ArrowRight', run: () => onStep(1) };
  useCommands([
    { id: 'previous', group, ...before },
    { id: 'next', group, ...after },
    { id: 'pick-date', group, name: 'Go to date', keys: 'G', words: 'calendar pick', run: () => setPicking(true) },
  ]);
  return (
    <div className={styles.bar}>
      <Joined label={`Other ${steps}s`}>
        <IconButton icon="left" label={before.name} keys={before.keys} onClick={before.run} />
        <IconButton icon="right" label={after.name} keys={after.keys} onClick={after.run} />
      </Joined>
      <Hint text="Today" keys="T">
        <Button className={styles.today} onClick={onToday}>
          Today
        </Button>
      </Hint>
      <h1 className={styles.title}>
        <DatePicker date={date} today={today} onPick={onDay} open={picking} onOpenChange={setPicking}>
          <button type="button" className={styles.date} aria-label={`${title}, go to another date`}>
            <span>{title}</span>
            <Icon name="down" />
          </button>
        </DatePicker>
      </h1>
      {children}
    </div>
  );
}
