/**
 * At the top of the window, quietly: an extension that asks to be let in. It takes no focus and covers nothing; who does not care
 * leaves it there, and it is not let in. Where the preferences ask the same, it is not asked twice.
 */
import type { ReactNode } from 'react';
import { Link, useRoute } from 'wouter';
import { Actions } from '../../components/actions.tsx';
import { Icon } from '../../components/icon.tsx';
import stripe from '../../components/stripe.module.css';
import { capital, counted } from '../../format/names.ts';
import { useRequests } from '../../state/access.ts';
import { Answer } from '../preferences/access/answer.tsx';
import styles from './access-requests.module.css';

const ACCESS = '/preferences/access';

export function AccessRequests(): ReactNode {
  const [request, ...others] = useRequests();
  const [asked] = useRoute(ACCESS);
  return (
    <div role="status">
      {request === undefined || asked ? null : (
        <section className={`${stripe.stripe} ${styles.request}`} aria-label="An extension asks to be let in">
          <span className={styles.sign}>
            <Icon name="lock" />
          </span>
          <p className={styles.text}>
            <strong>{capital(request.name)} asks for the whole record.</strong> It could read, change and delete
            everything. Let it in only if you know it: <code className={styles.origin}>{request.origin}</code>{' '}
            {others.length === 0 ? null : (
              <Link href={ACCESS}>{counted(others.length, 'more request', 'more requests')}</Link>
            )}
          </p>
          <Actions>
            <Answer key={request.origin} request={request} small />
          </Actions>
        </section>
      )}
    </div>
  );
}
