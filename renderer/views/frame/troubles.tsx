/** What needs a person, above the foot of the window: what happened, and the one thing to do about it. */
import { type ReactNode, useState } from 'react';
import type { Status } from '../../../preload/contract/schemas.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { counted } from '../../format/names.ts';
import { useRetryApi, useSaveNow } from '../../state/actions.ts';
import { Trouble } from './trouble.tsx';
import { WatcherTroubles } from './watcher-troubles.tsx';

interface TroublesProps {
  readonly status: Status | undefined;
  /** There is no connection. */
  readonly lost: boolean;
  /** Because it was quit from here. */
  readonly quit: boolean;
}

export function Troubles({ status, lost, quit }: TroublesProps): ReactNode {
  const [read, setRead] = useState<ReadonlySet<string>>(new Set());
  const notices = status?.store.notices.filter((notice) => !read.has(notice)) ?? [];
  return (
    <div role="status">
      {lost ? <Absence quit={quit} /> : null}
      {status === undefined || lost ? null : (
        <>
          <StoreTrouble store={status.store} />
          <ApiTrouble api={status.api} />
          <WatcherTroubles shell={status.shell} />
          {notices.map((notice) => (
            <Notice key={notice} text={notice} onRead={() => setRead((all) => new Set([...all, notice]))} />
          ))}
        </>
      )}
    </div>
  );
}

/** What it is about stands out: up to its first colon or full stop. */
const ABOUT = /^.*?[:.](?= )/;

function Notice({ text, onRead }: { text: string; onRead: () => void }): ReactNode {
  const about = ABOUT.exec(text)?.[0] ?? text;
  return (
    <Trouble
      weight="note"
      title={about}
      action={<IconButton look="quiet" small icon="close" label="Dismiss" onClick={onRead} />}
    >
      {text.slice(about.length).trim()}
    </Trouble>
  );
}

function Absence({ quit }: { quit: boolean }): ReactNode {
  if (quit) {
    return (
      <Trouble weight="note" title="Daytrail has been quit.">
        When you start it again, open the address that it prints then.
      </Trouble>
    );
  }
  return (
    <Trouble weight="grave" title="Daytrail does not answer.">
      What you see is as it was. This page connects again by itself as soon as Daytrail answers. If it was started
      again, open the address that it printed then.
    </Trouble>
  );
}

function StoreTrouble({ store }: { store: Status['store'] }): ReactNode {
  const save = useSaveNow();
  if (store.state === 'failed') {
    return (
      <Trouble weight="grave" title="The record cannot be opened.">
        {store.problem?.message ?? 'Nothing is recorded until Daytrail is started again.'}
      </Trouble>
    );
  }
  if (store.state !== 'unsaved' && store.problem === null) return null;
  // Saving can fail before there is anything to count.
  const what = store.pending === 0 ? 'Changes cannot be saved.' : `${counted(store.pending, 'change')} not saved yet.`;
  return (
    <Trouble
      weight="grave"
      title={what}
      action={
        <Button small onClick={save.run} disabled={save.running}>
          Save now
        </Button>
      }
    >
      {store.problem?.message}
    </Trouble>
  );
}

function ApiTrouble({ api }: { api: Status['api'] }): ReactNode {
  const retry = useRetryApi();
  if (api.state !== 'failed') return null;
  return (
    <Trouble
      weight="grave"
      title="Watchers cannot reach Daytrail."
      action={
        <Button small onClick={retry.run} disabled={retry.running}>
          Try again
        </Button>
      }
    >
      {api.message}
    </Trouble>
  );
}
