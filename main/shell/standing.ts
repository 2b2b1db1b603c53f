/** How Daytrail stands, all of it, as the tray and the notifications need it: put together from those who tell of it. */
import type { Access } from '../../preload/contract/access.ts';
import type { BackupsState } from '../../preload/contract/backups.ts';
import type { Status } from '../../preload/contract/schemas.ts';
import type { WatchersHealth } from '../../preload/contract/watchers.ts';

export interface Standing {
  readonly status: Status;
  readonly watchers: WatchersHealth;
  readonly access: Pick<Access, 'requests'>;
  readonly backups: Pick<BackupsState, 'problem'>;
}

export interface StandingSource {
  get(): Standing;
  /** Gives the way to unsubscribe. */
  onChange(listener: () => void): () => void;
}

interface Told<T> {
  get(): T;
  onChange(listener: () => void): () => void;
}

/** What was told last, by somebody who only tells. */
export function lastTold<T>(first: T, subscribe: (listener: (told: T) => void) => () => void): Told<T> {
  let last = first;
  return {
    get: () => last,
    onChange: (listener) =>
      subscribe((told) => {
        last = told;
        listener();
      }),
  };
}

export function standingOf(parts: { readonly [Part in keyof Standing]: Told<Standing[Part]> }): StandingSource {
  return {
    get: () => ({
      status: parts.status.get(),
      watchers: parts.watchers.get(),
      access: parts.access.get(),
      backups: parts.backups.get(),
    }),
    onChange: (listener) => {
      const all = Object.values(parts).map((part) => part.onChange(listener));
      return () => {
        for (const unsubscribe of all) unsubscribe();
      };
    },
  };
}
