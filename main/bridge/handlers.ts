/** What each channel of the contract does. The type demands every channel: a missing one does not compile. */
import type { Channel } from '../../preload/contract/channels.ts';
import type { Answer, Args, Status } from '../../preload/contract/schemas.ts';
import type { StoreHandle } from '../store/store-handle.ts';

export type Handlers = {
  readonly [C in Channel]: (...args: Args<C>) => Promise<Readonly<Answer<C>>> | Readonly<Answer<C>>;
};

export interface HandlerParts {
  readonly store: Pick<
    StoreHandle,
    'forceCommit' | 'listen' | 'summarizeBuckets' | 'readTimeline' | 'describe' | 'pageEvents'
  >;
  readonly status: () => Status;
  /** Begins to end Daytrail; called after the answer had its turn. */
  readonly quit: () => void;
}

export function createHandlers({ store, status, quit }: HandlerParts): Handlers {
  return {
    'status.get': status,
    'store.commit': async () => {
      await store.forceCommit();
      return null;
    },
    'api.retry': async () => {
      await store.listen();
      return null;
    },
    'buckets.list': () => store.summarizeBuckets(),
    'timeline.read': (query) => store.readTimeline(query),
    'timeline.describe': (query) => store.describe(query),
    'events.list': (query) => store.pageEvents(query),
    'app.quit': () => {
      setImmediate(quit);
      return null;
    },
  };
}
