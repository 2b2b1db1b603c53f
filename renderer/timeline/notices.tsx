/** What the timeline has to say about itself: loading, failed, nothing here. */
import { type ReactNode, useEffect, useState } from 'react';
import type { Snapshot } from './snapshot.ts';
import styles from './timeline.module.css';

/** Milliseconds after which waiting is shown. */
const PATIENCE = 500;

interface NoticesProps {
  readonly snapshot: Snapshot;
  readonly onRetry: () => void;
}

export function Notices({ snapshot, onRetry }: NoticesProps): ReactNode {
  const { state, settled, lanes } = snapshot;
  const late = useLate(state.phase === 'loading');
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
  if (late) return <div role="progressbar" aria-label="Loading the timeline" className={styles.progress} />;
  if (state.phase === 'ready' && settled.empty) return <p className={styles.empty}>Nothing is recorded here.</p>;
  return null;
}

/** True once `waiting` has lasted for longer than a person should wait in the dark. */
function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [waiting]);
  return late;
}
