/** A day and more on one axis, and the same in words below it. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import type { EventRow } from '../../../preload/contract/schemas.ts';
import { FirstSteps } from '../../components/first-steps.tsx';
import { ImportOffer } from '../../components/import-offer.tsx';
import { Split } from '../../components/split.tsx';
import { Loading } from '../../components/state.tsx';
import { distinctNames } from '../../format/names.ts';
import { periodTitle } from '../../format/periods.ts';
import { useStatus } from '../../state/actions.ts';
import { useCalendar } from '../../state/calendar.ts';
import { everyPeriod, readClock, useNow } from '../../state/clock.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useTimes } from '../../state/person.tsx';
import { bucketsQuery } from '../../state/queries.ts';
import { useTitle } from '../../state/title.ts';
import {
  type Calendar,
  dateOf,
  dayRange,
  firstWeekday,
  MINUTE,
  type Period,
  periodAt,
  periodOf,
  periodRange,
  type Range,
  shiftPeriod,
  Timeline,
  zoomAt,
} from '../../timeline/index.ts';
import { around } from '../around.ts';
import { EventList } from './event-list.tsx';
import styles from './timeline-view.module.css';
import { Toolbar } from './toolbar.tsx';
import { useSelection } from './use-selection.ts';
import { useView } from './use-view.ts';

const everyMinute = everyPeriod(MINUTE);

export function TimelineView(): ReactNode {
  const daytrail = useDaytrail();
  const times = useTimes();
  const { locale, timeZone } = times;
  const calendar = useCalendar();
  const now = useNow(everyMinute);
  const { range, change, go, refit } = useView();
  const { data: status } = useStatus();
  const { data: buckets } = useQuery(bucketsQuery(daytrail));
  const laneNames = useMemo(() => distinctNames(buckets ?? []), [buckets]);
  const selection = useSelection(buckets);

  const today = dateOf(now, calendar);
  const date = range === null ? today : dateOf((range.start + range.end) / 2, calendar);
  const weekday = firstWeekday(locale);
  const period = range === null ? null : longPeriodAt(range, calendar, weekday);
  const place = period === null ? times.day(dayRange(date, calendar).start) : periodTitle(period, locale);
  useTitle(range === null ? 'Timeline' : place);
  const open = useCallback((event: EventRow) => go({ kind: 'stretch', range: around(event) }), [go]);

  const isNew = buckets?.every((bucket) => bucket.count === 0);
  useFirstRecord(isNew, refit);

  // A day is opened where its record is; what is longer is shown from end to end.
  const goToPeriod = (to: Period) =>
    go(to.kind === 'day' ? { kind: 'day', date: to.first } : { kind: 'stretch', range: periodRange(to, calendar) });
  const step = (by: -1 | 1) => goToPeriod(shiftPeriod(period ?? { kind: 'day', first: date }, by));

  if (range === null) return <Loading what="Opening the day…" />;
  return (
    <div className={styles.view}>
      <div>{isNew === false ? <ImportOffer look="stripe" /> : null}</div>
      <Toolbar
        date={date}
        today={today}
        range={range}
        period={period}
        onStep={step}
        onDay={(to) => go({ kind: 'day', date: to })}
        onPeriod={(kind) => goToPeriod(periodOf(kind, date, weekday))}
        onToday={() => go({ kind: 'today' })}
        onFit={() => go({ kind: 'day', date })}
        onZoom={(factor) => change(zoomAt(range, 1, 0.5, factor))}
      />
      {isNew ? (
        <FirstSteps api={status?.api} />
      ) : (
        <Split
          name="timeline-split"
          label="Height of the timeline"
          initial={55}
          upper={
            <Timeline
              daytrail={daytrail}
              view={range}
              onViewChange={change}
              locale={locale}
              timeZone={timeZone}
              dayStart={calendar.dayStart}
              now={readClock}
              selected={selection.shown}
              onSelect={selection.fromTimeline}
              laneNames={laneNames}
              onFit={() => go({ kind: 'day', date })}
              onDay={(to) => {
                if (to === 'today') go({ kind: 'today' });
                else step(to === 'next' ? 1 : -1);
              }}
            />
          }
          lower={
            <EventList
              range={range}
              scope={selection.scope}
              picked={selection.picked}
              onPick={selection.fromList}
              onWiden={selection.clear}
              onOpen={open}
              onLatest={(to) => go({ kind: 'day', date: to })}
            />
          }
        />
      )}
    </div>
  );
}

/** The week, month or year that is seen; a day is where its record is, and called by its date anyway. */
function longPeriodAt(range: Range, calendar: Calendar, weekday: number): Period | null {
  const period = periodAt(range, calendar, weekday);
  return period?.kind === 'day' ? null : period;
}

/** When the very first event arrives, the day is opened anew, where that event is. */
function useFirstRecord(isNew: boolean | undefined, refit: () => void): void {
  const wasNew = useRef(false);
  useEffect(() => {
    if (wasNew.current && isNew === false) refit();
    wasNew.current = isNew === true;
  }, [isNew, refit]);
}
