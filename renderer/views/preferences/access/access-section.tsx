/** Who may use the record besides its owner: the key that programs must bring, and the extensions that were let in. */
import type { ReactNode } from 'react';
import { Failed, Loading } from '../../../components/state.tsx';
import { useAccess } from '../../../state/access.ts';
import type { Section } from '../section.ts';
import { Extensions } from './extensions.tsx';
import { Key } from './key.tsx';
import { Requests } from './requests.tsx';

export const access: Section = {
  id: 'access',
  name: 'Access',
  words: 'api key token extensions pairing browser allow security',
  Body: AccessSection,
};

function AccessSection(): ReactNode {
  const { data, error, refetch } = useAccess();
  if (data === undefined) {
    if (error === null) return <Loading what="Reading who has access…" />;
    return (
      <Failed title="Who has access cannot be read." onRetry={() => void refetch()}>
        {error.message}
      </Failed>
    );
  }
  return (
    <>
      <Requests />
      <Extensions extensions={data.extensions} />
      <Key on={data.apiKey} />
    </>
  );
}
