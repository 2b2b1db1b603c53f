/** A bucket's events as they are kept, newest first, with all of their data. */
import { type ReactNode, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import type { BucketSummary, EventRow } from '../../../preload/contract/schemas.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { DatePicker } from '../../components/date-picker.tsx';
import { Icon } from '../../components/icon.tsx';
import { Progress } from '../../components/meter.tsx';
import { Empty, Failed, Loading } from '../../components/state.tsx';
import { type Column, useVirtualRows, VirtualTable } from '../../components/virtual-table.tsx';
import { bucketName, counted } from '../../format/names.ts';
import { length } from '../../format/times.ts';
import { useCalendar } from '../../state/calendar.ts';
import { readClock } from '../../state/clock.ts';
import { useCommands } from '../../state/commands.tsx';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useEventPages, useFirstPage } from '../../state/event-pages.ts';
import { useNotices } from '../../state/notices.tsx';
import { useTimes } from '../../state/person.tsx';
import { formatPlace } from '../../state/place.ts';
import type { EventList } from '../../state/queries.ts';
import { useSlow } from '../../state/slow.ts';
import { useSteadyRows } from '../../state/steady-rows.ts';
import { dateOf, dayRange, type IsoDate } from '../../timeline/index.ts';
import { around } from '../around.ts';
import { EventDetails } from './event-details.tsx';
import { inlineData } from './json.ts';
import styles from './raw-events.module.css';

/** All of time, as far as it can be stored. */
const ALWAYS = { start: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };

export function RawEvents({ bucket, onClose }: { bucket: BucketSummary; onClose: () => void }): ReactNode {
  const [, navigate] = useLocation();
  const wanted = useMemo<EventList>(() => ({ ...ALWAYS, buckets: [bucket.id], order: 'newest' }), [bucket.id]);
  const head = useFirstPage(wanted);
  const rows = useVirtualRows(head.data?.total ?? 0);
  const pages = useEventPages(head, wanted, rows.first, rows.last);
  const slow = useSlow(pages.loading);
  useSteadyRows(pages, rows);
  const [open, setOpen] = useState<EventRow | null>(null);
  const columns = useColumns();
  // The newest state of the event that is open: it may be growing.
  const openIndex = open === null ? -1 : pages.indexOf(open.id);
  const shown = pages.rowAt(openIndex) ?? open;
  const jump = useJump(wanted, (index) => rows.virtualizer.scrollToIndex(index, { align: 'start' }));

  if (pages.error !== null && pages.total === undefined) {
    return (
      <Failed title="The events cannot be listed." onRetry={pages.retry}>
        {pages.error.message}
      </Failed>
    );
  }
  if (pages.total === undefined) return <Loading what="Reading the events…" />;
  return (
    <section className={styles.events} aria-label={`Events of ${bucketName(bucket)}`}>
      {slow ? <Progress quiet /> : null}
      <header className={styles.head}>
        <IconButton look="quiet" small icon="left" label="Back to the buckets" onClick={onClose} />
        <h2 className={styles.title}>{bucketName(bucket)}</h2>
        <span className={styles.total}>{counted(pages.total, 'event')}, newest first</span>
        <span className={styles.tools}>
          {bucket.last === null ? null : <JumpToDate latest={bucket.last} onPick={jump} />}
        </span>
      </header>
      {pages.total === 0 ? (
        <Empty title="This bucket is empty.">What its source reports next appears here.</Empty>
      ) : (
        <div className={styles.body} data-open={shown !== null}>
          <VirtualTable
            label={`Events of ${bucketName(bucket)}`}
            className={styles.table}
            columns={columns}
            rows={rows}
            source={{ total: pages.total, rowAt: pages.rowAt }}
            rowKey={(row) => row.id}
            selected={openIndex}
            onSelect={(index) => setOpen(pages.rowAt(index) ?? null)}
            onOpen={(row) => navigate(formatPlace({ kind: 'stretch', range: around(row) }))}
            onClear={() => setOpen(null)}
          />
          {shown === null ? null : <EventDetails event={shown} onClose={() => setOpen(null)} />}
        </div>
      )}
    </section>
  );
}

/**
 * Goes to the newest event that is not after a day: as many newer ones stand above it as begin or last after that day.
 */
function useJump(list: EventList, show: (index: number) => void): (date: IsoDate) => void {
  const daytrail = useDaytrail();
  const calendar = useCalendar();
  const notices = useNotices();
  return (date) => {
    const { end } = dayRange(date, calendar);
    daytrail.events({ ...list, start: end, offset: 0, limit: 1 }).then(
      (newer) => show(newer.total),
      (error: Error) => notices.sayFailed(error.message),
    );
  };
}

function JumpToDate({ latest, onPick }: { latest: number; onPick: (date: IsoDate) => void }): ReactNode {
  const calendar = useCalendar();
  const [open, setOpen] = useState(false);
  const [date, setDate] = useState<IsoDate | null>(null);
  useCommands([
    { id: 'pick-date', group: 'Data', name: 'Go to date', keys: 'G', words: 'calendar jump', run: () => setOpen(true) },
  ]);
  return (
    <DatePicker
      date={date ?? dateOf(latest, calendar)}
      today={dateOf(readClock(), calendar)}
      open={open}
      onOpenChange={setOpen}
      onPick={(picked) => {
        setDate(picked);
        onPick(picked);
      }}
    >
      <Button small look="quiet">
        <Icon name="calendar" />
        Go to date
      </Button>
    </DatePicker>
  );
}

function useColumns(): readonly Column<EventRow>[] {
  const times = useTimes();
  return [
    { id: 'start', className: styles.start, title: 'Start', cell: (row) => times.moment(row.start) },
    { id: 'end', className: styles.end, title: 'End', cell: (row) => times.moment(row.end) },
    { id: 'duration', className: styles.duration, title: 'Duration', cell: (row) => length(row.end - row.start) },
    {
      id: 'data',
      className: styles.data,
      title: 'Data',
      cell: (row) =>
        inlineData(row.data).map(({ key, text }) => (
          <span key={key} className={styles.pair}>
            <span className={styles.key}>{key}</span> {text}
          </span>
        )),
    },
    { id: 'id', className: styles.id, title: 'Id', cell: (row) => row.id },
  ];
}
