/** A newer Daytrail: looked for when one asks, once a day where one wants that, and never installed unasked. */
import type { ReactNode } from 'react';
import type { Updates } from '../../../../preload/contract/updates.ts';
import { Actions } from '../../../components/actions.tsx';
import { Ago } from '../../../components/ago.tsx';
import { Button } from '../../../components/button.tsx';
import { Toggle } from '../../../components/field.tsx';
import { Meter } from '../../../components/meter.tsx';
import { Part } from '../../../components/page.tsx';
import { Failed, Loading } from '../../../components/state.tsx';
import { bytes } from '../../../format/bytes.ts';
import { useStatus } from '../../../state/actions.ts';
import { useTimes } from '../../../state/person.tsx';
import { usePrefer, usePreferences } from '../../../state/preferences.ts';
import { useInstallUpdate, useLookForUpdates, useUpdates } from '../../../state/updates.ts';
import type { Section } from '../section.ts';
import styles from './updates.module.css';

export const updates: Section = {
  id: 'updates',
  name: 'Updates',
  words: 'update version newer upgrade download install',
  Body: UpdatesSection,
};

function UpdatesSection(): ReactNode {
  const { data, error, refetch } = useUpdates();
  const { data: status } = useStatus();
  if (data === undefined) {
    if (error === null) return <Loading what="Asking about updates…" />;
    return (
      <Failed title="How updates stand cannot be read." onRetry={() => void refetch()}>
        {error.message}
      </Failed>
    );
  }
  return (
    <Part
      title={status === undefined ? 'This Daytrail' : `This is Daytrail ${status.version}`}
      note="To look for a newer one is the only thing for which Daytrail ever asks the internet, and it does so only when you want it. Nothing of the record is sent."
    >
      {data.state === 'off' ? <p>{data.message}</p> : <Looking updates={data} />}
    </Part>
  );
}

function Looking({ updates: now }: { updates: Exclude<Updates, { state: 'off' }> }): ReactNode {
  const prefer = usePrefer();
  const { data: preferences } = usePreferences();
  const look = useLookForUpdates();
  const install = useInstallUpdate();
  const busy = now.state === 'looking' || now.state === 'fetching' || look.changing;
  const offered = now.state === 'found' || (now.state === 'failed' && now.version !== null);
  return (
    <>
      <div role="status" className={styles.state}>
        <Standing updates={now} />
      </div>
      <Actions>
        {offered ? (
          <Button look="primary" onClick={() => install.change()} disabled={install.changing}>
            Fetch it
          </Button>
        ) : null}
        {now.state === 'ready' ? null : (
          <Button onClick={() => look.change()} disabled={busy}>
            Look now
          </Button>
        )}
      </Actions>
      {preferences === undefined ? null : (
        <Toggle
          name="Look once a day"
          detail="You are told of a newer one. It is fetched only when you say so."
          on={preferences.updates.daily}
          onChange={(daily) => prefer({ updates: { daily } })}
        />
      )}
    </>
  );
}

function Standing({ updates: now }: { updates: Exclude<Updates, { state: 'off' }> }): ReactNode {
  const times = useTimes();
  switch (now.state) {
    case 'idle':
      if (now.lookedAt === null) return 'Nobody has looked for a newer one yet.';
      return (
        <p>
          There is no newer one. Looked <Ago at={now.lookedAt} />.
        </p>
      );
    case 'looking':
      return 'Looking…';
    case 'found': {
      const about = [
        now.published === null ? null : `of ${times.shortDay(now.published)}`,
        now.size === null ? null : bytes(now.size, times.locale),
      ].filter((part) => part !== null);
      return (
        <p>
          <strong>There is Daytrail {now.version}</strong>
          {about.length === 0 ? '' : ` (${about.join(', ')})`}. Nothing has been fetched yet.
        </p>
      );
    }
    case 'fetching': {
      const percent = `${Math.floor(now.done * 100)} %`;
      return (
        <>
          <p>
            Fetching Daytrail {now.version}: {percent}
          </p>
          <Meter label="Fetching" fraction={now.done} text={percent} />
        </>
      );
    }
    case 'ready':
      return `Daytrail ${now.version} is here. It takes this one's place when you quit Daytrail.`;
    case 'failed':
      return <span className={styles.failed}>{now.message}</span>;
  }
}
