/** Buttons that belong together, in a row that wraps. `end`: where a dialog has its answers. */
import type { ReactNode } from 'react';
import styles from './actions.module.css';

export function Actions({ end = false, children }: { end?: boolean; children: ReactNode }): ReactNode {
  return (
    <div className={styles.actions} data-end={end}>
      {children}
    </div>
  );
}
