/** Where the time of a day, a week, a month or a year went: how long, when, and on what. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation, useSearch } from 'wouter';
import { DateBar } from '../../components/date-bar.tsx';
import { Select } from '../../components/field.tsx';
import { FirstSteps } from '../../components/first-steps.tsx';
import { PeriodSwitch } from '../../components/period-switch.tsx';
import { Failed, Loading } from '../../components/state.tsx';
import { periodTitle } from '../../format/periods.ts';
import { useStatus } from '../../state/actions.ts';
import { useCalendar } from '../../state/calendar.ts';
import { everyPeriod, useNow } from '../../state/clock.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useTimes } from '../../state/person.tsx';
import { bucketsQuery } from '../../state/queries.ts';
import { useTitle } from '../../state/title.ts';
import { dateOf, firstWeekday, MINUTE, periodOf, shiftPeriod } from '../../timeline/index.ts';
import { ActivityBody } from './activity-body.tsx';
import styles from './activity-view.module.css';
import { recordingHosts } from './hosts.ts';
import { type ActivityPlace, formatActivityPlace, parseActivityPlace } from './place.ts';

const everyMinute = everyPeriod(MINUTE);

export function ActivityView(): ReactNode {
  const [, navigate] = useLocation();
  const place = parseActivityPlace(useSearch());
  const { locale } = useTimes();
  const calendar = useCalendar();
  const now = useNow(everyMinute);
  const { data: status } = useStatus();
  const { data: buckets, error, refetch } = useQuery(bucketsQuery(useDaytrail()));

  const today = dateOf(now, calendar);
  const date = place.date ?? today;
  const weekday = firstWeekday(locale);
  const period = periodOf(place.kind, date, weekday);
  const title = periodTitle(period, locale);
  useTitle(`${title} – Activity`);

  const go = (change: Partial<ActivityPlace>) => navigate(formatActivityPlace({ ...place, ...change }));
  /** The present period needs no date, so that it stays the present one. */
  const goToDate = (to: string) => {
    const present = periodOf(place.kind, to, weekday).first === periodOf(place.kind, today, weekday).first;
    go({ date: present ? null : to });
  };

  const hosts = recordingHosts(buckets ?? []);
  const host = place.host === '' || hosts.includes(place.host ?? '') ? place.host : null;
  const chosen = host === '' ? hosts : hosts.filter((each, index) => (host === null ? index === 0 : each === host));

  const body = () => {
    if (buckets === undefined) {
      if (error === null) return <Loading what="Reading the buckets…" />;
      return (
        <Failed title="The activity cannot be read." onRetry={() => void refetch()}>
          {error.message}
        </Failed>
      );
    }
    if (hosts.length === 0) return <FirstSteps api={status?.api} />;
    return (
      <ActivityBody
        period={period}
        hosts={chosen}
        category={place.category}
        now={Math.floor(now / MINUTE) * MINUTE}
        onCategory={(category) => go({ category })}
        onDay={goToDate}
      />
    );
  };

  return (
    <div className={styles.view}>
      <DateBar
        group="Activity"
        title={title}
        date={date}
        today={today}
        steps={place.kind}
        onStep={(by) => goToDate(shiftPeriod(period, by).first)}
        onDay={goToDate}
        onToday={() => go({ date: null })}
      >
        {hosts.length > 1 ? (
          <Select
            aria-label="Computer"
            className={styles.host}
            value={host ?? hosts[0]}
            onChange={({ target }) => go({ host: target.value })}
          >
            <option value="">All computers</option>
            {hosts.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </Select>
        ) : null}
        <PeriodSwitch group="Activity" kind={place.kind} onPick={(kind) => go({ kind })} />
      </DateBar>
      {body()}
    </div>
  );
}
