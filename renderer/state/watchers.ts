/** How Daytrail's own watchers fare. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useDaytrail } from './daytrail.tsx';

export const WATCHERS_KEY = ['watchers.get'] as const;

const watchersQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: WATCHERS_KEY, queryFn: () => daytrail.watchers() });

/** Kept true by pushes, but for the last heartbeat, which the status has. */
export const useWatchers = () => useQuery(watchersQuery(useDaytrail()));
