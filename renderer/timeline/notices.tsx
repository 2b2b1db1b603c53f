/** What the timeline has to say about itself: loading, failed, nothing here. */
import type { ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Progress } from '../components/meter.tsx';
import { useSlow } from '../state/slow.ts';
import styles from './notices.module.css';
import type { Snapshot } from './snapshot.ts';

interface NoticesProps {
  readonly snapshot: Snapshot;
  readonly onRetry: () => void;
}

export function Notices({ snapshot, onRetry }: NoticesProps): ReactNode {
  const { state, settled, lanes } = snapshot;
  const slow = useSlow(state.phase === 'loading');
  if (state.phase === 'failed') {
    return (
      <div role="alert" className={styles.failed}>
        <span className={styles.failedText}>
          The timeline could not be read. {state.message}
          {lanes.length > 0 ? ' What you see may be incomplete.' : ''}
        </span>
        <Button onClick={onRetry}>Try again</Button>
      </div>
    );
  }
  if (slow) {
    return (
      <div role="progressbar" aria-label="Loading the timeline" className={styles.progress}>
        <Progress quiet />
      </div>
    );
  }
  if (state.phase === 'ready' && settled.empty) return <p className={styles.empty}>Nothing is recorded here.</p>;
  return null;
}
