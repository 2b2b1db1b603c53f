/** Whether Daytrail starts when one logs in; where that is not its own to decide, why. */
import type { ReactNode } from 'react';
import { Toggle } from '../../../components/field.tsx';
import { Part } from '../../../components/page.tsx';
import { Failed, Loading } from '../../../components/state.tsx';
import { useSetStartup, useStartup } from '../../../state/startup.ts';
import type { Section } from '../section.ts';

export const start: Section = {
  id: 'start',
  name: 'Start',
  words: 'login startup autostart launch boot',
  Body: StartSection,
};

function StartSection(): ReactNode {
  const { data: startup, error, refetch } = useStartup();
  const set = useSetStartup();
  if (startup === undefined) {
    if (error === null) return <Loading what="Asking the system…" />;
    return (
      <Failed title="Whether Daytrail starts at login cannot be read." onRetry={() => void refetch()}>
        {error.message}
      </Failed>
    );
  }
  const fixed = startup.state === 'fixed';
  return (
    <Part
      title="At login"
      note="Daytrail records only while it runs. Started at login it opens no window and waits in the tray; where the desktop has no tray, start it again and the window opens."
    >
      <Toggle
        name="Start Daytrail when you log in"
        detail={fixed ? startup.reason : undefined}
        on={fixed ? startup.on : startup.state === 'on'}
        disabled={fixed || set.changing}
        onChange={(on) => set.change(on)}
      />
    </Part>
  );
}
