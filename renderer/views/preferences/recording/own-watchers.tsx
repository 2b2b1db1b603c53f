/** Daytrail's own watchers: on or off, how they fare, what they see, what not, and how that is mended. */
import type { ReactNode } from 'react';
import type { Preferences } from '../../../../preload/contract/config.ts';
import type { Status } from '../../../../preload/contract/schemas.ts';
import type { WatcherHealth } from '../../../../preload/contract/watchers.ts';
import { Ago } from '../../../components/ago.tsx';
import { Toggle } from '../../../components/field.tsx';
import { Icon } from '../../../components/icon.tsx';
import { Cards, Part } from '../../../components/page.tsx';
import { usePrefer } from '../../../state/preferences.ts';
import { conditionOf, WATCHER_NAMES } from './condition.ts';
import styles from './own-watchers.module.css';

interface OwnWatchersProps {
  readonly watchers: readonly WatcherHealth[];
  readonly wanted: Preferences['watchers'];
  readonly status: Status;
}

export function OwnWatchers({ watchers, wanted, status }: OwnWatchersProps): ReactNode {
  const prefer = usePrefer();
  return (
    <Part
      title="What Daytrail records by itself"
      note="Turned off, it records nothing from then on; what was recorded stays."
    >
      <Cards>
        {watchers.map((health) => (
          <Watcher
            key={health.watcher}
            health={health}
            wanted={wanted[health.watcher]}
            recording={status.recording.state === 'recording'}
            lastSeen={status.sources.find(({ bucket }) => bucket === health.bucket)?.lastSeen ?? health.lastHeartbeat}
            onWant={(on) => prefer({ watchers: { ...wanted, [health.watcher]: on } })}
          />
        ))}
      </Cards>
    </Part>
  );
}

interface WatcherProps {
  readonly health: WatcherHealth;
  readonly wanted: boolean;
  /** Neither paused nor outside the hours. */
  readonly recording: boolean;
  readonly lastSeen: number | null;
  readonly onWant: (on: boolean) => void;
}

function Watcher({ health, wanted, recording, lastSeen, onWant }: WatcherProps): ReactNode {
  const { watcher, backend, problem, bucket } = health;
  const { name, detail } = WATCHER_NAMES[watcher];
  const { sign, text } = conditionOf(health, wanted, recording);
  return (
    <li className={styles.watcher}>
      <Toggle name={<strong>{name}</strong>} detail={detail} label={name} on={wanted} onChange={onWant} />
      <dl className={styles.facts}>
        <dt>Now</dt>
        <dd>
          <span className={styles.sign} data-sign={sign}>
            <Icon name={SIGNS[sign]} />
          </span>{' '}
          {text}
          {problem === null || !wanted ? null : (
            <span className={styles.problem}>
              {problem.message} {problem.fix === null ? null : <strong>{problem.fix}</strong>}
            </span>
          )}
        </dd>
        <dt>Last heard</dt>
        <dd>{lastSeen === null ? 'Not yet' : <Ago at={lastSeen} />}</dd>
        {backend === null ? null : (
          <>
            <dt>By way of</dt>
            <dd>{backend.name}</dd>
            {backend.sees.length === 0 ? null : (
              <>
                <dt>Sees</dt>
                <dd>
                  <ul>
                    {backend.sees.map((each) => (
                      <li key={each}>{each}</li>
                    ))}
                  </ul>
                </dd>
              </>
            )}
            {backend.limits.length === 0 ? null : (
              <>
                <dt>Does not see</dt>
                <dd>
                  <ul>
                    {backend.limits.map(({ what, fix }) => (
                      <li key={what}>
                        {what} {fix}
                      </li>
                    ))}
                  </ul>
                </dd>
              </>
            )}
          </>
        )}
        <dt>Recorded as</dt>
        <dd>
          <code>{bucket}</code>
        </dd>
      </dl>
    </li>
  );
}

const SIGNS = { well: 'check', still: 'pause', ill: 'trouble' } as const;
