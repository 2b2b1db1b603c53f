/** The names that computers had before, which imports go by; nothing where there are none. */
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Card, Cards, Part } from '../../components/page.tsx';
import { useForgetHost, useJoinedHosts } from '../../state/joined-hosts.ts';

export function JoinedPart(): ReactNode {
  const { data: joined = [] } = useJoinedHosts();
  const forget = useForgetHost();
  if (joined.length === 0) return null;
  return (
    <Part
      title="Earlier names of computers"
      note="What you import of an earlier name is taken for the computer of today. Forgetting a name changes nothing that is here."
    >
      <Cards>
        {joined.map(({ from, to }) => (
          <Card
            key={from}
            title={from}
            detail={`is called ${to} now`}
            actions={
              <Button onClick={() => forget.change(from)} disabled={forget.changing} aria-label={`Forget ${from}`}>
                Forget
              </Button>
            }
          />
        ))}
      </Cards>
    </Part>
  );
}
