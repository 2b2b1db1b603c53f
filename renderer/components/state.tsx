/** What stands where there is nothing to show: empty, loading, failed. */
import type { ReactNode } from 'react';
import { useSlow } from '../state/slow.ts';
import { Button } from './button.tsx';
import { Icon } from './icon.tsx';
import { Progress } from './meter.tsx';
import styles from './state.module.css';

interface StateProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Something is not there yet, and that is fine. */
export function Empty({ title, children, actions }: StateProps): ReactNode {
  return (
    <div className={styles.state}>
      <Trail className={styles.drawing} />
      <h2 className={styles.title}>{title}</h2>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

interface FailedProps extends StateProps {
  /** Offers to try again. */
  readonly onRetry?: () => void;
  /** Nothing is wrong: one may not enter here. */
  readonly locked?: boolean;
}

export function Failed({ title, children, actions, onRetry, locked = false }: FailedProps): ReactNode {
  return (
    <div className={styles.state} role="alert">
      <span className={styles.sign} data-locked={locked}>
        <Icon name={locked ? 'lock' : 'trouble'} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      <div className={styles.actions}>
        {onRetry === undefined ? null : (
          <Button look="primary" onClick={onRetry}>
            Try again
          </Button>
        )}
        {actions}
      </div>
    </div>
  );
}

/** Shown only once it has taken half a second. */
export function Loading({ what }: { what: string }): ReactNode {
  const slow = useSlow(true);
  return (
    <div className={styles.state} role="status">
      {slow ? (
        <>
          <Progress />
          <p className={styles.text}>{what}</p>
        </>
      ) : null}
    </div>
  );
}

/** The mark's trail, as a drawing for empty places: recorded stretches, and the present moment ahead of them. */
function Trail({ className }: { className: string | undefined }): ReactNode {
  return (
    <svg className={className} viewBox="0 0 128 48" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M2 8h20M30 8h44M82 8h10M2 24h10M20 24h30M58 24h26M2 40h36M46 40h12M66 40h20"
        stroke="var(--line-strong)"
      />
      <path d="M104 1v46" stroke="var(--now)" strokeWidth="2" />
      <circle cx="104" cy="3.5" r="3.5" fill="var(--now)" stroke="none" />
      <path d="M112 8h14M112 24h14M112 40h14" stroke="var(--line)" strokeDasharray="0.1 6" />
    </svg>
  );
}
