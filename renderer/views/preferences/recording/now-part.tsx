/** Whether anything is recorded at this moment, and the way to pause it. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { Status } from '../../../../preload/contract/schemas.ts';
import { Part } from '../../../components/page.tsx';
import { Pausing } from '../../../components/pausing.tsx';
import { everyPeriod, useNow } from '../../../state/clock.ts';
import { useTimes } from '../../../state/person.tsx';
import { MINUTE } from '../../../timeline/index.ts';

const everyMinute = everyPeriod(MINUTE);

export function NowPart({ status: { recording } }: { status: Status }): ReactNode {
  const times = useTimes();
  const now = useNow(everyMinute);
  const until = recording.until === null ? null : times.plain(recording.until, now);
  return (
    <Part
      title="Now"
      note={
        <>
          While recording is paused nothing is stored, whoever sends it. What must never be stored is said under{' '}
          <Link href="/preferences/privacy">Privacy</Link>.
        </>
      }
    >
      <p role="status">{sentence(recording.state, until)}</p>
      <Pausing recording={recording} />
    </Part>
  );
}

function sentence(state: Status['recording']['state'], until: string | null): string {
  switch (state) {
    case 'paused':
      return `Recording is paused until ${until ?? 'you resume it'}.`;
    case 'off-hours':
      return until === null
        ? 'It is outside the recording hours below, so nothing is recorded.'
        : `It is outside the recording hours below, so nothing is recorded until ${until}.`;
    case 'recording':
      return until === null ? 'Recording is on.' : `Recording is on, until ${until}.`;
  }
}
