/** What lies in a stretch of a bucket, asked for once a person has stayed with it, and kept. */
import { useEffect, useState } from 'react';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { Breakdown } from '../../preload/contract/schemas.ts';
import type { Range } from './micros.ts';

/** Milliseconds. */
const STAY = 120;
const MOST_KEPT = 100;

export interface Stretch extends Range {
  readonly bucket: string;
}

export type BreakdownState =
  | { readonly phase: 'none' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly breakdown: Breakdown }
  | { readonly phase: 'failed' };

const NONE: BreakdownState = { phase: 'none' };
const LOADING: BreakdownState = { phase: 'loading' };

const kept = new WeakMap<Daytrail, Map<string, Breakdown>>();

/** `null`: nothing is asked. What is kept of a stretch that may still change is at most as old as `daytrail`'s last event there. */
export function useBreakdown(daytrail: Daytrail, stretch: Stretch | null): BreakdownState {
  const [state, setState] = useState<{ readonly key: string; readonly state: BreakdownState }>({
    key: '',
    state: NONE,
  });
  const { bucket = '', start = 0, end = 0 } = stretch ?? {};
  const key = stretch === null ? '' : `${start} ${end} ${bucket}`;
  const cache = kept.get(daytrail) ?? new Map<string, Breakdown>();
  kept.set(daytrail, cache);
  const known = cache.get(key);

  useEffect(() => {
    if (key === '' || cache.has(key)) return;
    let gone = false;
    const timer = setTimeout(() => {
      daytrail.describe({ bucket, start, end }).then(
        (breakdown) => {
          if (cache.size >= MOST_KEPT) cache.clear();
          cache.set(key, breakdown);
          if (!gone) setState({ key, state: { phase: 'ready', breakdown } });
        },
        () => {
          if (!gone) setState({ key, state: { phase: 'failed' } });
        },
      );
    }, STAY);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [daytrail, cache, key, bucket, start, end]);
  useEffect(
    () =>
      daytrail.onEvents(({ buckets }) => {
        for (const changed of buckets) {
          for (const cached of cache.keys()) if (cached.endsWith(` ${changed.bucket}`)) cache.delete(cached);
        }
      }),
    [daytrail, cache],
  );

  if (key === '') return NONE;
  if (known !== undefined) return { phase: 'ready', breakdown: known };
  return state.key === key ? state.state : LOADING;
}
