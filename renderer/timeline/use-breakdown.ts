/** What lies in a stretch of a bucket, asked for once a person has stayed with it, and kept. */
import { useEffect, useState } from 'react';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { Breakdown } from '../../preload/contract/schemas.ts';
import { overlaps, type Range } from './micros.ts';

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

/** `null`: nothing is asked. What has changed since is asked for again; until then the older answer stands. */
export function useBreakdown(daytrail: Daytrail, stretch: Stretch | null): BreakdownState {
  const [read, setRead] = useState<{ readonly key: string; readonly state: BreakdownState }>({ key: '', state: NONE });
  const { bucket = '', start = 0, end = 0 } = stretch ?? {};
  const key = stretch === null ? '' : `${start} ${end} ${bucket}`;
  const cache = kept.get(daytrail) ?? new Map<string, Breakdown>();
  kept.set(daytrail, cache);

  useEffect(
    () =>
      daytrail.onEvents(({ buckets }) => {
        for (const changed of buckets) forget(cache, changed.bucket);
      }),
    [daytrail, cache],
  );
  useEffect(() => {
    if (key === '') return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (state: BreakdownState) => {
      if (!gone) setRead({ key, state });
    };
    const ask = () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        try {
          const breakdown = await daytrail.describe({ bucket, start, end });
          if (cache.size >= MOST_KEPT) cache.clear();
          cache.set(key, breakdown);
          tell({ phase: 'ready', breakdown });
        } catch {
          tell({ phase: 'failed' });
        }
      }, STAY);
    };
    if (!cache.has(key)) ask();
    const unsubscribe = daytrail.onEvents(({ buckets }) => {
      if (buckets.some((changed) => changed.bucket === bucket && overlaps(changed, { start, end }))) ask();
    });
    return () => {
      gone = true;
      clearTimeout(timer);
      unsubscribe();
    };
  }, [daytrail, cache, key, bucket, start, end]);

  if (key === '') return NONE;
  const known = cache.get(key);
  if (known !== undefined) return { phase: 'ready', breakdown: known };
  return read.key === key ? read.state : LOADING;
}

function forget(cache: Map<string, Breakdown>, bucket: string): void {
  for (const key of cache.keys()) if (key.endsWith(` ${bucket}`)) cache.delete(key);
}
