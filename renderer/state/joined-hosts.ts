/** The hosts that are known to be one, and the way to take that back. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useChange } from './change.ts';
import { useDaytrail } from './daytrail.tsx';

const JOINED_KEY = ['hosts.joined'] as const;

/** Imports add to them, by whatever door, and nobody is told: read again whenever somebody looks. */
const joinedQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: JOINED_KEY, queryFn: () => daytrail.joinedHosts(), staleTime: 0 });

export const useJoinedHosts = () => useQuery(joinedQuery(useDaytrail()));

export const useForgetHost = () =>
  useChange((daytrail, from: string) => daytrail.forgetHost({ from }), {
    praise: 'What is imported of it from now on stays apart.',
    rereads: JOINED_KEY,
  });
