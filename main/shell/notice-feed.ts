/** Looks for what to notify of whenever something changes, and when a trouble has lasted long enough. */
import { type Clock, systemClock } from '../lifecycle/clock.ts';
import { type Notice, Notices } from './notices.ts';
import type { StandingSource } from './standing.ts';

export interface NoticeFeedParts {
  readonly standing: StandingSource;
  readonly notify: (notice: Notice) => void;
  /** Wall clock, µs. */
  readonly now?: () => number;
  readonly clock?: Clock;
}

/** Returns what ends it. */
export function feedNotices(parts: NoticeFeedParts): () => void {
  const { standing, notify, now = () => Date.now() * 1000, clock = systemClock } = parts;
  const notices = new Notices();
  let timer: unknown = null;

  const look = () => {
    const { tell, again } = notices.look(standing.get(), now());
    for (const notice of tell) notify(notice);
    if (timer !== null) clock.clear(timer);
    timer = again === null ? null : clock.set(Math.ceil((again - now()) / 1000), look);
  };
  const unsubscribe = standing.onChange(look);
  look();
  return () => {
    unsubscribe();
    if (timer !== null) clock.clear(timer);
  };
}
