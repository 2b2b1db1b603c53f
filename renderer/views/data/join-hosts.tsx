/** A computer that was renamed has its record in two halves: here a person makes them one, after seeing what that would do. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import type { JoinedBucket } from '../../../preload/contract/hosts.ts';
import type { BucketSummary } from '../../../preload/contract/schemas.ts';
import { Button } from '../../components/button.tsx';
import { Select } from '../../components/field.tsx';
import { Modal } from '../../components/modal.tsx';
import { counted, distinctNames } from '../../format/names.ts';
import { useStatus } from '../../state/actions.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import { useNotices } from '../../state/notices.tsx';
import { useTimes } from '../../state/person.tsx';
import { hostsOf, oldestHost } from './hosts.ts';
import styles from './join-hosts.module.css';

interface JoinHostsProps {
  readonly buckets: readonly BucketSummary[];
  readonly onClose: () => void;
}

export function JoinHosts({ buckets, onClose }: JoinHostsProps): ReactNode {
  const daytrail = useDaytrail();
  const notices = useNotices();
  const { locale } = useTimes();
  const { data: status } = useStatus();
  const hosts = hostsOf(buckets);
  const [from, setFrom] = useState(() => oldestHost(buckets, status?.hostname) ?? '');
  const [to, setTo] = useState(() => hosts.find((host) => host === status?.hostname && host !== from) ?? '');
  const ready = from !== '' && to !== '' && from !== to;
  const plan = useQuery({
    queryKey: ['hosts.previewJoin', from, to],
    queryFn: () => daytrail.previewJoin({ from, to }),
    enabled: ready,
    staleTime: 0,
    gcTime: 0,
  });
  const join = useMutation({
    mutationFn: () => daytrail.joinHosts({ from, to }),
    onSuccess: (joined) => {
      notices.say(`${from} is now ${to}: ${counted(joined.length, 'bucket', 'buckets', locale)} joined.`);
      onClose();
    },
  });
  const failure = join.error ?? plan.error;
  return (
    <Modal label="Join computers" wide onClose={onClose}>
      <div className={styles.dialog}>
        <h2>Join computers</h2>
        <p className={styles.muted}>
          If a computer was renamed, what it recorded before stands apart from what it records now. Here both become
          one.
        </p>
        <div className={styles.fields}>
          <Host label="Old name" hosts={hosts} value={from} onChange={setFrom} />
          <Host label="Name now" hosts={hosts.filter((host) => host !== from)} value={to} onChange={setTo} />
        </div>
        <div role="status" className={styles.plan}>
          {ready && plan.data !== undefined ? <Plan buckets={buckets} plan={plan.data} /> : null}
        </div>
        {failure === null ? null : (
          <p role="alert" className={styles.failure}>
            {failure.message}
          </p>
        )}
        <p>It cannot be taken back. Export the record first if you are not sure.</p>
        <div className={styles.actions}>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="danger"
            disabled={!ready || plan.data === undefined || join.isPending}
            onClick={() => join.mutate()}
          >
            Join
          </Button>
        </div>
      </div>
    </Modal>
  );
}

interface HostProps {
  readonly label: string;
  readonly hosts: readonly string[];
  readonly value: string;
  readonly onChange: (host: string) => void;
}

function Host({ label, hosts, value, onChange }: HostProps): ReactNode {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <Select id={id} value={hosts.includes(value) ? value : ''} onChange={({ target }) => onChange(target.value)}>
        <option value="">Choose…</option>
        {hosts.map((host) => (
          <option key={host} value={host}>
            {host}
          </option>
        ))}
      </Select>
    </div>
  );
}

/** What would become of each bucket. */
function Plan({ buckets, plan }: { buckets: readonly BucketSummary[]; plan: readonly JoinedBucket[] }): ReactNode {
  const { locale } = useTimes();
  const names = distinctNames(buckets);
  return (
    <ul className={styles.list}>
      {plan.map((each) => (
        <li key={each.id}>
          <strong>{names.get(each.id) ?? each.id}</strong>
          <br />
          <span className={styles.muted}>{sayJoin(each, locale)}</span>
        </li>
      ))}
    </ul>
  );
}

function sayJoin({ id, into, renamed, events, known }: JoinedBucket, locale: string): string {
  const what = counted(events, 'event', 'events', locale);
  // Another program's bucket may have the name that this one would get.
  if (renamed && into === id) return `${what}; the bucket keeps its id and gets the new name as its host.`;
  if (renamed) return `${what}; the bucket is called ${into} then.`;
  if (events > 0 && known === events) return `${what}, all of which are in ${into} already.`;
  const there = known === 0 ? '' : `, ${new Intl.NumberFormat(locale).format(known)} of which are there already`;
  return `${what} go into ${into}${there}.`;
}
