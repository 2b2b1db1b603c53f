/** All that is kept of one event. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { EventRow } from '../../../preload/contract/schemas.ts';
import { IconButton } from '../../components/button.tsx';
import { length } from '../../format/times.ts';
import { useTimes } from '../../state/person.tsx';
import { formatPlace } from '../../state/place.ts';
import { SECOND } from '../../timeline/index.ts';
import { around } from '../around.ts';
import styles from './event-details.module.css';
import { block } from './json.ts';

export function EventDetails({ event, onClose }: { event: EventRow; onClose: () => void }): ReactNode {
  const times = useTimes();
  const exact = (event.end - event.start) / SECOND;
  return (
    <aside className={styles.details} aria-label="Event">
      <header className={styles.head}>
        <h3>Event {event.id}</h3>
        <IconButton look="quiet" small icon="close" label="Close the event" onClick={onClose} />
      </header>
      <dl className={styles.facts}>
        <dt>Start</dt>
        <dd>{times.moment(event.start)}</dd>
        <dt>End</dt>
        <dd>{times.moment(event.end)}</dd>
        <dt>Duration</dt>
        <dd>
          {length(event.end - event.start)}
          <span className={styles.exact}> ({exact} s)</span>
        </dd>
      </dl>
      <Link href={formatPlace({ kind: 'stretch', range: around(event) })} className={styles.link}>
        Show on the timeline
      </Link>
      <h4 className={styles.dataTitle}>Data</h4>
      <dl className={styles.data}>
        {Object.entries(event.data).map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd data-code={typeof value !== 'string'}>{block(value)}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
