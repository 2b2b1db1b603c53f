/** The events in sight of the timeline, as a list: the same record in words. It grows as events arrive. */
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { label } from '../../../preload/contract/label.ts';
import type { EventRow } from '../../../preload/contract/schemas.ts';
import { Button } from '../../components/button.tsx';
import { Chip } from '../../components/chip.tsx';
import { GoToLatest } from '../../components/go-to-latest.tsx';
import { Icon } from '../../components/icon.tsx';
import { Progress } from '../../components/meter.tsx';
import { Empty, Failed, Loading } from '../../components/state.tsx';
import { type Column, useVirtualRows, VirtualTable } from '../../components/virtual-table.tsx';
import { counted, distinctNames } from '../../format/names.ts';
import { length, type Times } from '../../format/times.ts';
import { readClock } from '../../state/clock.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useEventPages, useFirstPage } from '../../state/event-pages.ts';
import { useTimes } from '../../state/person.tsx';
import { bucketsQuery, type EventList as List } from '../../state/queries.ts';
import { useRemembered } from '../../state/remembered.ts';
import { useSettled } from '../../state/settled.ts';
import { useSlow } from '../../state/slow.ts';
import { useSteadyRows } from '../../state/steady-rows.ts';
import { HOUR, type IsoDate, keyName, type Range, span } from '../../timeline/index.ts';
import styles from './event-list.module.css';
import { useFindRow } from './use-find-row.ts';
import type { Picked, Scope } from './use-selection.ts';

interface EventListProps {
  /** What is in sight of the timeline. */
  readonly range: Range;
  /** What is selected there and narrows the list. */
  readonly scope: Scope | null;
  /** The event that is selected here and on the timeline. */
  readonly picked: Picked | null;
  readonly onPick: (event: EventRow | null) => void;
  /** No longer narrows it. */
  readonly onWiden: () => void;
  readonly onOpen: (event: EventRow) => void;
  /** Goes to the day of the newest event there is. */
  readonly onLatest: (date: IsoDate) => void;
}

const SETTLE_MS = 150;
/** In a wider view the time alone does not place an event. */
const ONE_DAY = 26 * HOUR;

type Order = List['order'];

export function EventList({ range, scope, picked, onPick, onWiden, onOpen, onLatest }: EventListProps): ReactNode {
  const [order, setOrder] = useRemembered<Order>('list-order', (stored) => (stored === 'oldest' ? 'oldest' : 'newest'));
  const settled = useSettled(range, SETTLE_MS);
  const { start, end } = scope ?? settled;
  const bucket = scope?.bucket ?? null;
  const wanted = useMemo<List>(
    () => ({ start, end, order, ...(bucket === null ? {} : { buckets: [bucket] }) }),
    [start, end, order, bucket],
  );
  const head = useFirstPage(wanted);
  const rows = useVirtualRows(head.data?.total ?? 0);
  const pages = useEventPages(head, wanted, rows.first, rows.last);
  const slow = useSlow(pages.loading);
  const columns = useColumns(pages.list, order, () => setOrder(order === 'newest' ? 'oldest' : 'newest'));
  const selected = picked === null ? -1 : pages.indexOf(picked.id);
  const { virtualizer } = rows;

  // Another stretch is another list: it is read from its top.
  const shown = useRef(pages.list);
  useEffect(() => {
    if (shown.current === pages.list) return;
    shown.current = pages.list;
    virtualizer.scrollToOffset(0);
  }, [pages.list, virtualizer]);
  useFindRow(picked, pages, virtualizer);
  useSteadyRows(pages, rows);

  if (pages.error !== null && pages.total === undefined) {
    return (
      <Failed title="The events cannot be listed." onRetry={pages.retry}>
        {pages.error.message}
      </Failed>
    );
  }
  if (pages.total === undefined) return <Loading what="Reading the events…" />;
  const title = scope === null ? 'Events in sight' : 'Events in the selection';
  return (
    <section className={styles.list} aria-label={title}>
      {slow ? <Progress quiet /> : null}
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <span className={styles.total}>{counted(pages.total, 'event')}</span>
        {scope === null ? null : (
          <Button small look="quiet" className={styles.widen} onClick={onWiden}>
            Show all in sight
          </Button>
        )}
        {pages.error === null ? null : (
          <span className={styles.error}>
            {pages.error.message}{' '}
            <Button small onClick={pages.retry}>
              Try again
            </Button>
          </span>
        )}
      </header>
      {pages.total === 0 ? (
        <Empty
          title="Nothing was recorded in this stretch of time."
          actions={<GoToLatest from={pages.list} onOpen={onLatest} />}
        />
      ) : (
        <VirtualTable
          label={title}
          className={styles.table}
          columns={columns}
          rows={rows}
          source={{ total: pages.total, rowAt: pages.rowAt }}
          rowKey={(row) => row.id}
          selected={selected}
          onSelect={(index) => {
            const row = pages.rowAt(index);
            if (row !== undefined) onPick(row);
          }}
          onOpen={onOpen}
          onClear={() => onPick(null)}
        />
      )}
    </section>
  );
}

function useColumns(list: Range, order: Order, onTurn: () => void): readonly Column<EventRow>[] {
  const times = useTimes();
  const { data: buckets } = useQuery(bucketsQuery(useDaytrail()));
  const byId = new Map(buckets?.map((bucket) => [bucket.id, bucket]));
  const names = distinctNames(buckets ?? []);
  const years = isOfYears(list, times);
  const time = span(list) <= ONE_DAY ? times.timeWithSeconds : years ? times.dayYearAndTime : times.dayAndTime;
  return [
    {
      id: 'start',
      className: years ? `${styles.start} ${styles.dated}` : styles.start,
      sort: order === 'newest' ? 'descending' : 'ascending',
      title: (
        <button type="button" className={styles.sort} onClick={onTurn}>
          Start
          <Icon name={order === 'newest' ? 'down' : 'up'} />
          <span className="visually-hidden">{order === 'newest' ? ', newest first' : ', oldest first'}</span>
        </button>
      ),
      cell: (row) => <span title={times.moment(row.start)}>{time(row.start)}</span>,
    },
    {
      id: 'end',
      className: years ? `${styles.end} ${styles.dated}` : styles.end,
      title: 'End',
      cell: (row) => <span title={times.moment(row.end)}>{time(row.end)}</span>,
    },
    { id: 'duration', className: styles.duration, title: 'Duration', cell: (row) => length(row.end - row.start) },
    {
      id: 'source',
      className: styles.source,
      title: 'Source',
      cell: (row) => (
        <span className={styles.muted} title={row.bucket}>
          {names.get(row.bucket) ?? row.bucket}
        </span>
      ),
    },
    {
      id: 'what',
      className: styles.what,
      title: 'App or status',
      cell: (row) => {
        const { key } = label(row.data);
        const type = byId.get(row.bucket)?.type ?? '';
        return (
          <span className={styles.named}>
            <Chip name={key} type={type} />
            <span className={styles.text} title={key}>
              {keyName(key, type)}
            </span>
          </span>
        );
      },
    },
    {
      id: 'title',
      className: styles.titleColumn,
      title: 'Title',
      cell: (row) => {
        const { title } = label(row.data);
        return <span title={title}>{title}</span>;
      },
    },
  ];
}

/** Over days a moment needs its date, and the year where that is not this one throughout. */
function isOfYears(list: Range, times: Times): boolean {
  const now = readClock();
  return span(list) > ONE_DAY && !(times.sameYear(list.start, now) && times.sameYear(list.end, now));
}
