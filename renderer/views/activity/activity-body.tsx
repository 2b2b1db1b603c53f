/** The activity of one period, below its bar: how long it was, when, and on what it went. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { BrowserActivity } from '../../../preload/contract/activity.ts';
import { Button } from '../../components/button.tsx';
import { GoToLatest } from '../../components/go-to-latest.tsx';
import { Progress } from '../../components/meter.tsx';
import { Empty, Failed, Loading } from '../../components/state.tsx';
import { useCalendar } from '../../state/calendar.ts';
import { useTimes } from '../../state/person.tsx';
import { useSlow } from '../../state/slow.ts';
import {
  type IsoDate,
  type Micros,
  type Period,
  partsOf,
  periodRange,
  type Range,
  shiftPeriod,
  span,
} from '../../timeline/index.ts';
import styles from './activity-view.module.css';
import { barsOf, PART_OF } from './bars.ts';
import { Chart } from './chart.tsx';
import { compare, worked } from './compare.ts';
import { Ranking } from './ranking.tsx';
import { appRows, categoryId, categoryName, categoryRows, siteRows, titleRows } from './rows.ts';
import { useActivity } from './use-activity.ts';

interface ActivityBodyProps {
  readonly period: Period;
  /** Never empty. */
  readonly hosts: readonly string[];
  /** Null: all. */
  readonly category: readonly string[] | null;
  /** Renewed each minute. */
  readonly now: Micros;
  readonly onCategory: (category: readonly string[] | null) => void;
  readonly onDay: (date: IsoDate) => void;
}

export function ActivityBody({ period, hosts, category, now, onCategory, onDay }: ActivityBodyProps): ReactNode {
  const times = useTimes();
  const calendar = useCalendar();
  const whole = periodRange(period, calendar);
  const parts = partsOf(period, calendar);
  const soFar = now > whole.start && now < whole.end;
  const before = upTo(periodRange(shiftPeriod(period, -1), calendar), soFar ? now - whole.start : span(whole));
  const shown = useActivity({ whole, before, parts, hosts, category });
  const slow = useSlow(shown.loading);

  if (shown.error !== null) {
    return (
      <Failed title="The activity cannot be read." onRetry={shown.retry}>
        {shown.error.message}
      </Failed>
    );
  }
  if (shown.period === undefined || shown.narrowed === undefined) return <Loading what="Adding up the time…" />;
  const all = shown.period.window;
  const window = shown.narrowed.window;
  if (all == null || window == null || all.duration === 0) {
    return <Empty title="Nothing was recorded in this time." actions={<GoToLatest from={whole} onOpen={onDay} />} />;
  }
  const chosen = category === null ? null : categoryId(category);
  // What has categories is told by them first; that there are none is no news.
  const categories = (
    <Ranking
      title="Categories"
      rows={shown.hasCategories ? categoryRows(all) : []}
      whole={all.duration}
      chosen={chosen}
      onChoose={(id) => onCategory(id === chosen ? null : (JSON.parse(id) as string[]))}
      note={
        <>
          {shown.hasCategories ? null : (
            <p>
              There are none yet. Those of ActivityWatch come along when you <Link href="/import">import from it</Link>.
            </p>
          )}
          {shown.problems.map((problem) => (
            <p key={problem}>{problem}</p>
          ))}
        </>
      }
    />
  );
  return (
    <div className={styles.scroller}>
      {slow ? <Progress quiet /> : null}
      <div className={styles.body} aria-busy={shown.stale}>
        <div className={styles.when}>
          <header className={styles.summary}>
            <p className={styles.total}>
              <strong>{worked(window.duration)}</strong> active
            </p>
            <p className={styles.muted}>{compare(window.duration, shown.before, period.kind, soFar)}</p>
            {category === null ? null : (
              <p className={styles.only}>
                Only {categoryName(category)}
                <Button small onClick={() => onCategory(null)}>
                  Show all
                </Button>
              </p>
            )}
          </header>
          <Chart
            label={`Active time by ${PART_OF[period.kind]}`}
            bars={barsOf(period, parts, shown.narrowed, times, calendar)}
          />
        </div>
        <div className={styles.rankings}>
          {shown.hasCategories ? categories : null}
          <Ranking title="Apps" rows={appRows(window)} whole={window.duration} />
          {category !== null ? null : <Sites browser={shown.period.browser ?? null} several={hosts.length > 1} />}
          <Ranking title="Titles" rows={titleRows(window)} whole={window.duration} />
          {shown.hasCategories ? null : categories}
        </div>
      </div>
    </div>
  );
}

/** `several`: of several computers together, of which sites are not told. */
function Sites({ browser, several }: { browser: BrowserActivity | null; several: boolean }): ReactNode {
  if (several) return <Ranking title="Sites" rows={[]} whole={0} note={<p>Choose one computer to see its sites.</p>} />;
  if (browser === null || browser.domains.length === 0) return null;
  return <Ranking title="Sites" rows={siteRows(browser)} whole={browser.duration} />;
}

/** No more of it than so much time from its beginning. */
const upTo = ({ start, end }: Range, lasts: Micros): Range => ({ start, end: Math.min(end, start + lasts) });
