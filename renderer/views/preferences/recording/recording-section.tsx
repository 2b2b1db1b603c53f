/** What is recorded and when: now, by Daytrail itself, by others; how long until somebody counts as away; the hours. */
import type { ReactNode } from 'react';
import { Failed, Loading } from '../../../components/state.tsx';
import { useStatus } from '../../../state/actions.ts';
import { usePreferences } from '../../../state/preferences.ts';
import { useWatchers } from '../../../state/watchers.ts';
import type { Section } from '../section.ts';
import { Away } from './away.tsx';
import { Hours } from './hours.tsx';
import { NowPart } from './now-part.tsx';
import { OthersPart } from './others-part.tsx';
import { OwnWatchers } from './own-watchers.tsx';

export const recording: Section = {
  id: 'recording',
  name: 'Recording',
  words: 'watchers health window away idle afk hours schedule work time pause resume private',
  Body: RecordingSection,
};

function RecordingSection(): ReactNode {
  const preferences = usePreferences();
  const watchers = useWatchers();
  const { data: status } = useStatus();
  const error = preferences.error ?? watchers.error;
  if (error !== null && (preferences.data === undefined || watchers.data === undefined)) {
    const retry = () => void Promise.all([preferences.refetch(), watchers.refetch()]);
    return (
      <Failed title="How Daytrail records cannot be read." onRetry={retry}>
        {error.message}
      </Failed>
    );
  }
  if (preferences.data === undefined || watchers.data === undefined || status === undefined) {
    return <Loading what="Reading how Daytrail records…" />;
  }
  return (
    <>
      <NowPart status={status} />
      <OwnWatchers watchers={watchers.data} wanted={preferences.data.watchers} status={status} />
      <OthersPart sources={status.sources} own={watchers.data} />
      <Away presence={preferences.data.presence} returns={preferences.data.returns} />
      <Hours hours={preferences.data.hours} />
    </>
  );
}
