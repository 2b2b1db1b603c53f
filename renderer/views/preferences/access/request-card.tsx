import type { ReactNode } from 'react';
import type { Extension } from '../../../../preload/contract/access.ts';
import { Ago } from '../../../components/ago.tsx';
import { Card } from '../../../components/page.tsx';
import { capital } from '../../../format/names.ts';
import styles from './access.module.css';
import { Answer } from './answer.tsx';

/** One request, with what one goes by to answer it. */
export function RequestCard({ request }: { request: Extension }): ReactNode {
  return (
    <Card
      title={capital(request.name)}
      detail={
        <>
          <code className={styles.origin}>{request.origin}</code>
          <br />
          asked <Ago at={request.since} />
        </>
      }
      actions={<Answer request={request} />}
    />
  );
}
