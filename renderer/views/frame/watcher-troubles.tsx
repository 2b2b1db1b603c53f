/**
 * A watcher of Daytrail's own that cannot record, with what mends it. Once it was read it stays away, also after the next
 * start, until something else is wrong. Where the preferences say the same, it is not said twice. On a computer without a desktop
 * nothing is to be seen, and nobody is told.
 */
import type { ReactNode } from 'react';
import { useRoute } from 'wouter';
import type { Status } from '../../../preload/contract/schemas.ts';
import type { WatchersHealth } from '../../../preload/contract/watchers.ts';
import { ButtonLink, IconButton } from '../../components/button.tsx';
import { useRemembered } from '../../state/remembered.ts';
import { useWatchers } from '../../state/watchers.ts';
import { Trouble } from './trouble.tsx';

const RECORDING = '/preferences/recording';

export function WatcherTroubles({ shell }: { shell: Status['shell'] }): ReactNode {
  const { data: watchers = [] } = useWatchers();
  const [read, setRead] = useRemembered('read-watcher-trouble', (stored) => stored ?? '');
  const [told] = useRoute(RECORDING);
  const [trouble] = troublesOf(watchers, shell);
  if (trouble === undefined || trouble.message === read || told) return null;
  return (
    <Trouble
      weight="note"
      title={trouble.what}
      action={
        <>
          <ButtonLink small href={RECORDING}>
            More
          </ButtonLink>
          <IconButton look="quiet" small icon="close" label="Dismiss" onClick={() => setRead(trouble.message)} />
        </>
      }
    >
      {trouble.message} {trouble.fix}
    </Trouble>
  );
}

const WHAT = { window: 'Apps and windows are not recorded.', presence: 'Away and back are not recorded.' } as const;

interface WatcherTrouble {
  readonly what: string;
  readonly message: string;
  readonly fix: string | null;
}

function troublesOf(watchers: WatchersHealth, shell: Status['shell']): readonly WatcherTrouble[] {
  const ill = watchers.flatMap(({ watcher, state, problem }) =>
    problem !== null && (state === 'waiting' || state === 'unfit') && (shell === 'electron' || problem.fix !== null)
      ? [{ what: WHAT[watcher], ...problem }]
      : [],
  );
  const [first, second] = ill;
  // A desktop that tells neither has one thing wrong.
  if (first === undefined || second === undefined || first.message !== second.message) return ill;
  return [{ ...first, what: 'Daytrail cannot record by itself.' }];
}
