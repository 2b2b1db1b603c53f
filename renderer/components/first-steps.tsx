/** For a newcomer with nothing recorded yet: what Daytrail is about to do, and how to get it going. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Status } from '../../preload/contract/schemas.ts';
import styles from './first-steps.module.css';
import { ImportOffer } from './import-offer.tsx';
import { Empty } from './state.tsx';

export function FirstSteps({ api }: { api: Status['api'] | undefined }): ReactNode {
  const address = api?.state === 'listening' ? api.address : null;
  return (
    <Empty title="Your days will appear here">
      <ImportOffer look="card" />
      <p>
        Daytrail keeps what watchers tell it: which app you used, which page you read, when you were away. All of it
        stays on this computer.
      </p>
      {address === null ? (
        <p>Watchers cannot reach Daytrail yet. Once they can, its address is shown here.</p>
      ) : (
        <ol className={styles.steps}>
          <li>
            <span>
              <strong>Start any ActivityWatch watcher</strong>, such as aw-watcher-window and aw-watcher-afk.{' '}
              {address.endsWith(':5600') ? 'They find' : 'Tell them to send to'}{' '}
              <code className={styles.address}>{address}</code>
              {address.endsWith(':5600') ? ' by themselves.' : '; by themselves they look for port 5600.'}
            </span>
          </li>
          <li>
            <span>
              <strong>Add its extension to your browser</strong> to record sites too.
            </span>
          </li>
          <li>
            <span>
              <strong>Watch the first block grow</strong> here, a few seconds later.
            </span>
          </li>
        </ol>
      )}
      <p>
        Or <Link href="/import">import what you recorded before</Link>.
      </p>
    </Empty>
  );
}
