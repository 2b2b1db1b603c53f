/** How far something is: a bar that fills, or one that runs where it cannot be told. */
import type { CSSProperties, ReactNode } from 'react';
import styles from './meter.module.css';

interface MeterProps {
  readonly label: string;
  /** From 0 to 1; null: not known. */
  readonly fraction: number | null;
  /** The same in words. */
  readonly text: string;
}

export function Meter({ label, fraction, text }: MeterProps): ReactNode {
  const percent = fraction === null ? undefined : Math.round(fraction * 100);
  return (
    <div
      className={styles.meter}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      aria-valuetext={text}
    >
      <span
        className={styles.fill}
        data-running={fraction === null}
        style={{ '--filled': fraction ?? 0 } as CSSProperties}
      />
    </div>
  );
}

/** A line that runs while something is awaited; `quiet` lies on the upper edge of what it belongs to. */
export function Progress({ quiet = false }: { quiet?: boolean }): ReactNode {
  return (
    <span className={quiet ? styles.edge : styles.line}>
      <span className={styles.fill} data-running="true" />
    </span>
  );
}
