/** Lets nobody in before there is a connection, and says what is wrong while there is none. */
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import type { Daytrail } from '../../../preload/contract/daytrail.ts';
import type { AppProps } from '../../app.tsx';
import type { ConnectionState } from '../../bridge/index.ts';
import { Mark } from '../../components/icon.tsx';
import { Progress } from '../../components/meter.tsx';
import { Failed, Loading } from '../../components/state.tsx';
import styles from './gate.module.css';

interface GateProps extends Pick<AppProps, 'connect' | 'connection'> {
  readonly children: (daytrail: Daytrail, state: ConnectionState) => ReactNode;
}

export function Gate({ connect, connection, children }: GateProps): ReactNode {
  const state = useSyncExternalStore(connection.subscribe, connection.get);
  const [daytrail, setDaytrail] = useState<Daytrail | null>(null);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let wanted = true;
    connect().then(
      (connected) => {
        if (wanted) setDaytrail(connected);
      },
      (reason: Error) => {
        if (wanted) setError(reason);
      },
    );
    return () => {
      wanted = false;
    };
  }, [connect]);

  if (state === 'refused') return <Refused />;
  if (daytrail !== null) return children(daytrail, state);
  if (error !== null) return <Alone title="The window cannot reach Daytrail.">{error.message}</Alone>;
  if (state === 'lost') {
    return (
      <Alone title="Daytrail does not answer." footer={<Progress />}>
        It may not be running. This page connects by itself as soon as it does. If it was started again, open the
        address that it printed then.
      </Alone>
    );
  }
  return <Loading what="Connecting to Daytrail…" />;
}

/** The window server gives a page only to those who have the address with its key. */
function Refused(): ReactNode {
  return (
    <Alone title="Open the address that Daytrail printed" locked>
      <p>
        When it started, Daytrail printed an address with a key for this session, in the terminal or log that it was
        started from. Without the key, no page gets to see what was recorded.
      </p>
      <p>
        It looks like <code>http://127.0.0.1:41234/#token=…</code>
      </p>
    </Alone>
  );
}

interface AloneProps {
  readonly title: string;
  readonly locked?: boolean;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

function Alone({ title, locked = false, footer, children }: AloneProps): ReactNode {
  return (
    <main className={styles.alone}>
      <h1 className={styles.brand}>
        <Mark className={styles.mark} />
        Daytrail
      </h1>
      <div className={styles.what}>
        <Failed title={title} locked={locked} actions={footer}>
          {children}
        </Failed>
      </div>
    </main>
  );
}
