/** The extensions that wait to be let in. */
import type { ReactNode } from 'react';
import { Cards, Part } from '../../../components/page.tsx';
import { useRequests } from '../../../state/access.ts';
import { RequestCard } from './request-card.tsx';

export function Requests(): ReactNode {
  const requests = useRequests();
  if (requests.length === 0) return null;
  return (
    <Part
      title="Waiting for your answer"
      note="Let an extension in only if you installed it and know what for: it could read, change and delete everything that is recorded."
    >
      <Cards>
        {requests.map((request) => (
          <RequestCard key={request.origin} request={request} />
        ))}
      </Cards>
    </Part>
  );
}
