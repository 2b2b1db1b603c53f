/** The extensions that were let in, and the way to take that back. */
import type { ReactNode } from 'react';
import type { Extension } from '../../../../preload/contract/access.ts';
import { Button } from '../../../components/button.tsx';
import { Card, Cards, Part } from '../../../components/page.tsx';
import { capital } from '../../../format/names.ts';
import { useDecision } from '../../../state/access.ts';
import { useTimes } from '../../../state/person.tsx';
import styles from './access.module.css';

export function Extensions({ extensions }: { extensions: readonly Extension[] }): ReactNode {
  const times = useTimes();
  const remove = useDecision(
    (daytrail, about: { origin: string }) => daytrail.removeExtension(about),
    'It may no longer do more than record.',
  );
  return (
    <Part
      title="Browser extensions"
      note="ActivityWatch's own extensions may record the sites you visit and nothing else. One that asks for more waits here until you let it in."
    >
      {extensions.length === 0 ? (
        <p>No extension was let in.</p>
      ) : (
        <Cards>
          {extensions.map(({ origin, name, since }) => (
            <Card
              key={origin}
              title={capital(name)}
              detail={
                <>
                  <code className={styles.origin}>{origin}</code>
                  <br />
                  let in on {times.shortDay(since)}
                </>
              }
              actions={
                <Button
                  onClick={() => remove.decide({ origin })}
                  disabled={remove.deciding}
                  aria-label={`Remove ${name}`}
                >
                  Remove
                </Button>
              }
            />
          ))}
        </Cards>
      )}
    </Part>
  );
}
