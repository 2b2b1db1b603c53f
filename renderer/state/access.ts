/** Who may use the API, as the window knows it and can change it. Every change answers with a push. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Access } from '../../preload/contract/access.ts';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useChange } from './change.ts';
import { useDaytrail } from './daytrail.tsx';

export const ACCESS_KEY = ['access.get'] as const;

const accessQuery = (daytrail: Daytrail) => queryOptions({ queryKey: ACCESS_KEY, queryFn: () => daytrail.access() });

export function useAccess() {
  return useQuery(accessQuery(useDaytrail()));
}

/** The extensions that wait for a person's word, the one that has waited longest first. */
export function useRequests(): Access['requests'] {
  const { data } = useAccess();
  return [...(data?.requests ?? [])].sort((a, b) => a.since - b.since);
}

/** One decision about access. */
export function useDecision<T>(decide: (daytrail: Daytrail, about: T) => Promise<unknown>, praise: string) {
  const { change, changing } = useChange(decide, { praise, rereads: ACCESS_KEY });
  return { decide: change, deciding: changing };
}
