/** For a newcomer with nothing recorded yet: what Daytrail is about to do, and how to get it going. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Status } from '../../preload/contract/schemas.ts';
import { useWatchers } from '../state/watchers.ts';
import styles from './first-steps.module.css';
import { ImportOffer } from './import-offer.tsx';
import { Empty } from './state.tsx';

export function FirstSteps({ api }: { api: Status['api'] | undefined }): ReactNode {
  const { data: watchers = [] } = useWatchers();
  const byItself = watchers.some(({ state }) => state === 'recording' || state === 'starting');
  return (
    <Empty title="Your days will appear here">
      <ImportOffer look="card" />
      <p>
        {byItself
          ? 'Daytrail is recording which app is in front of you and when you are away. The first block appears here in a few seconds. All of it stays on this computer.'
          : 'Daytrail keeps which app you used, which page you read, when you were away. All of it stays on this computer.'}
      </p>
      <ol className={styles.steps}>
        {byItself ? null : <OtherWatchers api={api} />}
        <li>
          <span>
            <strong>Add ActivityWatch's extension to your browser</strong> to record sites too, or a watcher to your
            editor.
            {byItself ? <Where api={api} /> : null}
          </span>
        </li>
        <li>
          <span>
            <strong>Say what must never be recorded</strong> under <Link href="/preferences/privacy">Privacy</Link>.
          </span>
        </li>
      </ol>
      <p>
        Or <Link href="/import">import what you recorded before</Link>.
      </p>
    </Empty>
  );
}

/** Where Daytrail itself cannot see windows, or must not. */
function OtherWatchers({ api }: { api: Status['api'] | undefined }): ReactNode {
  return (
    <li>
      <span>
        <strong>See what records</strong> under <Link href="/preferences/recording">Recording</Link>: Daytrail's own
        watchers are off or cannot work here. Any ActivityWatch watcher will do instead.
        <Where api={api} />
      </span>
    </li>
  );
}

/** Watchers look for the port that Daytrail usually has. */
function Where({ api }: { api: Status['api'] | undefined }): ReactNode {
  if (api?.state !== 'listening') return ' Watchers cannot reach Daytrail yet.';
  if (api.address.endsWith(':5600')) return ' It finds Daytrail by itself.';
  return (
    <>
      {' '}
      Tell it to send to <code className={styles.address}>{api.address}</code>; by itself it looks for port 5600.
    </>
  );
}
