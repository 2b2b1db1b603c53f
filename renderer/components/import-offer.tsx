/** Where ActivityWatch has recorded on this computer, a newcomer is offered to bring that along: shown, never taken by itself. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { bytes } from '../format/bytes.ts';
import { useDaytrail } from '../state/daytrail.tsx';
import { OFFER_KEY, offerQuery, useImportTask } from '../state/imports.tsx';
import { useNotices } from '../state/notices.tsx';
import { useTimes } from '../state/person.tsx';
import { Actions } from './actions.tsx';
import { Ago } from './ago.tsx';
import { Button } from './button.tsx';
import styles from './import-offer.module.css';
import stripe from './stripe.module.css';

/** `look`: a card among other things, or a stripe along the edge of a view. */
export function ImportOffer({ look: shape }: { look: 'card' | 'stripe' }): ReactNode {
  const daytrail = useDaytrail();
  const client = useQueryClient();
  const task = useImportTask();
  const notices = useNotices();
  const [, navigate] = useLocation();
  const { locale } = useTimes();
  const { data: found } = useQuery(offerQuery(daytrail));
  const dismiss = useMutation({
    mutationFn: () => daytrail.dismissImport(),
    onSuccess: () => client.setQueryData(OFFER_KEY, null),
    onError: (error) => notices.sayFailed(error.message),
  });
  if (found === undefined || found === null) return null;
  const look = () => {
    navigate('/import');
    void task.look(found.path);
  };
  return (
    <section
      className={shape === 'stripe' ? `${stripe.stripe} ${styles.stripe}` : styles.card}
      aria-label="ActivityWatch was found"
    >
      <p className={styles.text}>
        <strong>ActivityWatch has recorded on this computer</strong>: {bytes(found.bytes, locale)}, last written{' '}
        <Ago at={found.modified} />
        {found.running ? '; it is running now' : ''}. You can bring that along: look at it first, nothing is taken in
        before you say so.
      </p>
      <Actions>
        <Button look="primary" onClick={look}>
          Look at it
        </Button>
        <Button onClick={() => dismiss.mutate()} disabled={dismiss.isPending}>
          Not now
        </Button>
      </Actions>
    </section>
  );
}
