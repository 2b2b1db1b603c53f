/** A button that names a day and opens a calendar to pick another. */
import { Popover } from 'radix-ui';
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useTimes } from '../state/person.tsx';
import { type IsoDate, shiftDay } from '../timeline/day.ts';
import { firstWeekday, monthOf, shiftMonth, weekday, weeksOf } from '../timeline/month.ts';
import { Button, IconButton } from './button.tsx';
import styles from './date-picker.module.css';

interface DatePickerProps {
  readonly date: IsoDate;
  readonly today: IsoDate;
  readonly onPick: (date: IsoDate) => void;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** The button. */
  readonly children: ReactNode;
}

export function DatePicker({ date, today, onPick, open, onOpenChange, children }: DatePickerProps): ReactNode {
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Go to date"
        >
          <Calendar
            date={date}
            today={today}
            onPick={(picked) => {
              onOpenChange(false);
              onPick(picked);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** Noon of that date in UTC, for formatters that are set to UTC: dates have no zone. */
const noon = (date: IsoDate): Date => new Date(`${date}T12:00:00Z`);

interface CalendarProps {
  readonly date: IsoDate;
  readonly today: IsoDate;
  readonly onPick: (date: IsoDate) => void;
}

/**
 * Arrow keys move by days and weeks, Page Up and Down by months (with Shift by years), Home and End within the week.
 */
export function Calendar({ date, today, onPick }: CalendarProps): ReactNode {
  const { locale } = useTimes();
  const [at, setAt] = useState(date);
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(true);
  const first = firstWeekday(locale);
  const month = monthOf(at);
  const weeks = weeksOf(month, first);
  const format = (options: Intl.DateTimeFormatOptions) => {
    const ready = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (day: IsoDate) => ready.format(noon(day));
  };
  const title = format({ month: 'long', year: 'numeric' });
  const full = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const short = format({ weekday: 'short' });
  const long = format({ weekday: 'long' });

  // The day that the keys move is the one that has the focus; turning pages by the buttons leaves the focus with them.
  useLayoutEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLButtonElement>(`[data-date="${at}"]`)?.focus();
    moved.current = false;
  }, [at]);

  const move = (to: IsoDate) => {
    moved.current = true;
    setAt(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const inWeek = (weekday(at) - first + 7) % 7;
    const months = event.shiftKey ? 12 : 1;
    const to = new Map([
      ['ArrowLeft', shiftDay(at, -1)],
      ['ArrowRight', shiftDay(at, 1)],
      ['ArrowUp', shiftDay(at, -7)],
      ['ArrowDown', shiftDay(at, 7)],
      ['Home', shiftDay(at, -inWeek)],
      ['End', shiftDay(at, 6 - inWeek)],
      ['PageUp', shiftMonth(at, -months)],
      ['PageDown', shiftMonth(at, months)],
    ]).get(event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    move(to);
  };

  return (
    <div className={styles.calendar}>
      <div className={styles.head}>
        <IconButton look="quiet" small icon="left" label="Previous month" onClick={() => setAt(shiftMonth(at, -1))} />
        <h2 className={styles.title} aria-live="polite">
          {title(`${month}-01`)}
        </h2>
        <IconButton look="quiet" small icon="right" label="Next month" onClick={() => setAt(shiftMonth(at, 1))} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table may be a grid (W3C, ARIA in HTML), as the pattern for calendars has it. */}
      <table ref={grid} className={styles.days} role="grid" aria-label={title(`${month}-01`)} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[0]?.map((day) => (
              <th key={day} scope="col" abbr={long(day)}>
                {short(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day) => (
                <td key={day}>
                  <button
                    type="button"
                    className={styles.day}
                    data-date={day}
                    data-outside={monthOf(day) !== month}
                    aria-pressed={day === date}
                    aria-current={day === today ? 'date' : undefined}
                    aria-label={full(day)}
                    tabIndex={day === at ? 0 : -1}
                    onClick={() => onPick(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Button small look="quiet" className={styles.today} onClick={() => onPick(today)}>
        Today
      </Button>
    </div>
  );
}
