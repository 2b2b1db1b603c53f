/** What is never recorded: private windows, and what a person's own rules drop or redact before anything is stored. */
import type { ReactNode } from 'react';
import { Toggle } from '../../../components/field.tsx';
import { Part } from '../../../components/page.tsx';
import { Failed, Loading } from '../../../components/state.tsx';
import { usePrefer, usePreferences } from '../../../state/preferences.ts';
import { usePrivacyRules } from '../../../state/privacy.ts';
import type { Section } from '../section.ts';
import { Rules } from './rules.tsx';

export const privacy: Section = {
  id: 'privacy',
  name: 'Privacy',
  words: 'filters rules exclude ignore drop redact hide private incognito windows titles sites',
  Body: PrivacySection,
};

function PrivacySection(): ReactNode {
  const prefer = usePrefer();
  const preferences = usePreferences();
  const rules = usePrivacyRules();
  const error = preferences.error ?? rules.error;
  if (error !== null && (preferences.data === undefined || rules.data === undefined)) {
    const retry = () => void Promise.all([preferences.refetch(), rules.refetch()]);
    return (
      <Failed title="What is kept out cannot be read." onRetry={retry}>
        {error.message}
      </Failed>
    );
  }
  if (preferences.data === undefined || rules.data === undefined) {
    return <Loading what="Reading what is kept out…" />;
  }
  return (
    <>
      <Part
        title="Private windows"
        note="Browsers say of a window that it is private, or its title does. That depends on the browser: Chrome and Chromium say it only through their extension."
      >
        <Toggle
          name="Record private windows"
          detail="Off, nothing of them is stored."
          on={preferences.data.privacy.recordPrivateWindows}
          onChange={(recordPrivateWindows) => prefer({ privacy: { recordPrivateWindows } })}
        />
      </Part>
      <Rules rules={rules.data} />
    </>
  );
}
