/** What the timeline has to say about itself: loading, failed, nothing here. */
import type { ReactNode } from 'react';
import { useSlow } from '../state/slow.ts';
import type { Snapshot } from './snapshot.ts';
import styles from './timeline.module.css';

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
        <button type="button" className={styles.button} onClick={onRetry}>
          Try again
        </button>
      </div>
    );
  }
  if (slow) return <div role="progressbar" aria-label="Loading the timeline" className={styles.progress} />;
  if (state.phase === 'ready' && settled.empty) return <p className={styles.empty}>Nothing is recorded here.</p>;
  return null;
}
