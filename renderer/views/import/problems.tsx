/** Why some events are refused: the first few reasons, opened on demand. */
import type { ReactNode } from 'react';
import styles from './bucket-counts.module.css';

interface ProblemsProps {
  readonly title: string;
  readonly problems: readonly string[];
  /** How many were refused in all. */
  readonly count: number;
}

export function Problems({ title, problems, count }: ProblemsProps): ReactNode {
  return (
    <details className={styles.problems}>
      <summary>{title}</summary>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
        {count > problems.length ? <li>These are the first {problems.length}.</li> : null}
      </ul>
    </details>
  );
}
