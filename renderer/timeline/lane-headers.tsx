/** The names of the lanes, at their left edge. For the eye only: the mirror has them for screen readers. */
import { memo, type ReactNode } from 'react';
import styles from './lane-headers.module.css';
import { laneName } from './names.ts';
import type { LaneInfo } from './rows.ts';

interface LaneHeadersProps {
  readonly lanes: readonly LaneInfo[];
  readonly names: ReadonlyMap<string, string> | undefined;
}

export const LaneHeaders = memo(function LaneHeaders({ lanes, names }: LaneHeadersProps): ReactNode {
  return (
    <div className={styles.headers} aria-hidden="true">
      {lanes.map((lane) => {
        const { name, source } = laneName(lane, names);
        return (
          <div key={lane.bucket} className={styles.header} title={`${name}\n${lane.bucket}`}>
            <span className={styles.name}>{name}</span>
            <span className={styles.source}>{source}</span>
          </div>
        );
      })}
    </div>
  );
});
