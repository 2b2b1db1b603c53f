/** The two answers to an extension that asks to be let in. */
import { type ReactNode, useEffect, useState } from 'react';
import type { Extension } from '../../../../preload/contract/access.ts';
import { Button } from '../../../components/button.tsx';
import { useDecision } from '../../../state/access.ts';

/** A request comes when it comes, maybe under a finger that is about to press something else. */
const NOT_BEFORE_MS = 700;

export function Answer({ request, small = false }: { request: Extension; small?: boolean }): ReactNode {
  const { origin } = request;
  const allow = useDecision((daytrail, about: { origin: string }) => daytrail.allowExtension(about), 'It was let in.');
  const refuse = useDecision(
    (daytrail, about: { origin: string }) => daytrail.refuseExtension(about),
    'It was refused, and is not asked about again until Daytrail starts the next time.',
  );
  const seen = useSeen();
  const deciding = allow.deciding || refuse.deciding;
  return (
    <>
      <Button small={small} onClick={() => refuse.decide({ origin })} disabled={deciding}>
        Refuse
      </Button>
      <Button small={small} onClick={() => allow.decide({ origin })} disabled={deciding || !seen}>
        Let in
      </Button>
    </>
  );
}

function useSeen(): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSeen(true), NOT_BEFORE_MS);
    return () => clearTimeout(timer);
  }, []);
  return seen;
}
