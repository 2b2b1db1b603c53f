/**
 * The window's foot: what is recorded now, what is saved, where watchers reach Daytrail, and what kind of session this
 * is.
 */
import { useQuery } from '@tanstack/react-query';
import { Popover } from 'radix-ui';
import { type ReactNode, useCallback } from 'react';
import { Link } from 'wouter';
import { isLive, type Recording, recording } from '../../../preload/contract/recording.ts';
import type { Source, Status } from '../../../preload/contract/schemas.ts';
import { Ago } from '../../components/ago.tsx';
import { Button } from '../../components/button.tsx';
import { Pausing } from '../../components/pausing.tsx';
import { counted, distinctNames, kind } from '../../format/names.ts';
import { useSaveNow } from '../../state/actions.ts';
import { everyPeriod, useNow } from '../../state/clock.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useImportProgress, useImportStep } from '../../state/imports.tsx';
import { useTimes } from '../../state/person.tsx';
import { bucketsQuery } from '../../state/queries.ts';
import { keyName, MINUTE, type Micros } from '../../timeline/index.ts';
import { fractionOf } from '../import/pace.ts';
import { recordingChangesIn } from './recording.ts';
import styles from './status-bar.module.css';

interface StatusBarProps {
  /** Undefined until the first has come. */
  readonly status: Status | undefined;
  /** There is no connection: nothing is known of now. */
  readonly lost: boolean;
}

export function StatusBar({ status, lost }: StatusBarProps): ReactNode {
  if (lost) {
    return (
      <footer className={styles.bar}>
        <span className={styles.part}>
          <span className={styles.lamp} data-state="silent" />
          Not connected
        </span>
      </footer>
    );
  }
  return (
    <footer className={styles.bar}>
      {status === undefined ? null : (
        <>
          <RecordingNow sources={status.sources} wanted={status.recording} />
          <span className={styles.pausing}>
            <Pausing recording={status.recording} small />
          </span>
          <Importing />
          <Saved status={status} />
          <Address api={status.api} />
          {status.testing ? <span className={styles.badge}>Testing</span> : null}
          {status.store.inMemory ? (
            <span
              className={styles.badge}
              title="Nothing is written to the disk. When Daytrail quits, all of it is gone."
            >
              In memory
            </span>
          ) : null}
        </>
      )}
    </footer>
  );
}

/** An import under way, wherever one is looking. */
function Importing(): ReactNode {
  const progress = useImportProgress();
  const step = useImportStep();
  if (progress.state === 'idle') return null;
  const purpose = step.at === 'looking' || step.at === 'looked' ? 'look' : 'import';
  const fraction = fractionOf(progress, purpose);
  return (
    <Link href="/import" className={styles.importing}>
      {purpose === 'import' ? 'Importing' : 'Looking at a file'}
      {fraction === null ? '…' : ` ${Math.floor(fraction * 100)} %`}
    </Link>
  );
}

interface RecordingNowProps {
  readonly sources: readonly Source[];
  readonly wanted: Status['recording'];
}

function RecordingNow({ sources, wanted }: RecordingNowProps): ReactNode {
  const now = useNow(useCallback((moment: Micros) => recordingChangesIn(sources, moment), [sources]));
  const what = recording(sources, now);
  const live = sources.filter((source) => isLive(source, now)).length;
  const others = live - 1;
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" className={styles.part} disabled={sources.length === 0}>
          <span className={styles.lamp} data-state={wanted.state === 'recording' ? what.kind : 'paused'} />
          <span className={styles.grow}>
            {wanted.state === 'recording' ? <RecordingText what={what} /> : <NotRecording wanted={wanted} />}
          </span>
          {others > 0 && wanted.state === 'recording' ? <span className={styles.others}>+{others}</span> : null}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Sources"
        >
          <h2 className={styles.popoverTitle}>Sources</h2>
          <Sources sources={sources} now={now} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function NotRecording({ wanted }: { wanted: Status['recording'] }): ReactNode {
  const times = useTimes();
  const now = useNow(everyMinute);
  const { state, until } = wanted;
  const end = until === null ? null : times.plain(until, now);
  if (state === 'paused') {
    return (
      <>
        <strong>Paused</strong> until {end ?? 'you resume'}
      </>
    );
  }
  return (
    <>
      <strong>Outside recording hours</strong>
      {end === null ? null : ` until ${end}`}
    </>
  );
}

function RecordingText({ what }: { what: Recording }): ReactNode {
  const times = useTimes();
  const now = useNow(everyMinute);
  switch (what.kind) {
    case 'nothing':
      return 'Nothing recorded yet';
    case 'silent':
      return (
        <>
          Nothing arriving, last <Ago at={what.lastSeen} />
        </>
      );
    case 'away':
      return (
        <>
          <strong>{what.name}</strong> since {shortSince(what.since, now)}
        </>
      );
    case 'recording':
      return (
        <>
          <strong>{keyName(what.source.label, what.source.type)}</strong> since {shortSince(what.source.since, now)}
        </>
      );
  }

  /** Without seconds where today's clock is enough. */
  function shortSince(at: Micros, present: Micros): string {
    const brief = times.brief(at, present);
    return brief === times.timeWithSeconds(at) ? times.time(at) : brief;
  }
}

const everyMinute = everyPeriod(MINUTE);

function Sources({ sources, now }: { sources: readonly Source[]; now: Micros }): ReactNode {
  const times = useTimes();
  const { data: buckets } = useQuery(bucketsQuery(useDaytrail()));
  const names = distinctNames(buckets ?? []);
  const newestFirst = [...sources].sort((a, b) => b.lastSeen - a.lastSeen);
  return (
    <table className={styles.sources}>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Now</th>
          <th scope="col">Since</th>
          <th scope="col">Last seen</th>
        </tr>
      </thead>
      <tbody>
        {newestFirst.map((source) => (
          <tr key={source.bucket} data-live={isLive(source, now)}>
            <td title={source.bucket}>{names.get(source.bucket) ?? kind(source.type)}</td>
            <td>{keyName(source.label, source.type)}</td>
            <td title={times.moment(source.since)}>{times.brief(source.since, now)}</td>
            <td>
              <Ago at={source.lastSeen} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Saved({ status }: { status: Status }): ReactNode {
  const save = useSaveNow();
  const { store } = status;
  const unsaved = store.pending > 0 && !store.inMemory;
  const nothing = store.inMemory || (store.state === 'failed' && !unsaved);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" className={styles.part}>
          {unsaved ? <span className={styles.pending}>{counted(store.pending, 'change')} not saved yet</span> : null}
          {store.lastSavedAt === null ? (
            unsaved || nothing ? null : (
              'Everything is saved'
            )
          ) : (
            <span className={unsaved ? styles.optional : undefined}>
              {unsaved ? 'saved' : 'Saved'} <Ago at={store.lastSavedAt} />
            </span>
          )}
          {nothing ? 'Nothing is saved' : null}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles.popover}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Storage"
        >
          <h2 className={styles.popoverTitle}>Storage</h2>
          <dl className={styles.facts}>
            <dt>Kept in</dt>
            <dd>{store.inMemory ? 'Memory only. When Daytrail quits, all of it is gone.' : status.dataDir}</dd>
            <dt>Not saved yet</dt>
            <dd>
              {counted(store.pending, 'change')}
              {store.pendingSince === null ? null : (
                <>
                  , the first <Ago at={store.pendingSince} />
                </>
              )}
            </dd>
            <dt>Last saved</dt>
            <dd>{store.lastSavedAt === null ? 'Not since the start' : <Ago at={store.lastSavedAt} />}</dd>
            <dt>Version</dt>
            <dd>{status.version}</dd>
          </dl>
          {store.inMemory ? null : (
            <>
              <p className={styles.note}>
                Changes are saved every 15 seconds, every 100 changes, and when Daytrail quits.
              </p>
              <Button small onClick={save.run} disabled={save.running}>
                Save now
              </Button>
            </>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Address({ api }: { api: Status['api'] }): ReactNode {
  if (api.state === 'starting') return <span className={styles.address}>Starting…</span>;
  if (api.state === 'failed') return <span className={styles.address}>Watchers cannot reach Daytrail</span>;
  return (
    <span className={styles.address} title="Watchers reach Daytrail at this address">
      {api.address.replace(/^https?:\/\//, '')}
    </span>
  );
}
