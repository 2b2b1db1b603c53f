/** Who may use the API, as the window knows it and can change it. Every change answers with a push. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Access } from '../../preload/contract/access.ts';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useDaytrail } from './daytrail.tsx';
import { useNotices } from './notices.tsx';

export const ACCESS_KEY = ['access.get'] as const;

export const accessQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: ACCESS_KEY, queryFn: () => daytrail.access() });

export function useAccess() {
  return useQuery(accessQuery(useDaytrail()));
}

/** The extensions that wait for a person's word, the one that has waited longest first. */
export function useRequests(): Access['requests'] {
  const { data } = useAccess();
  return [...(data?.requests ?? [])].sort((a, b) => a.since - b.since);
}

/** One decision about access. What was decided is read again, so that it is seen even where no push comes. */
export function useDecision<T>(decide: (daytrail: Daytrail, about: T) => Promise<unknown>, praise: string) {
  const daytrail = useDaytrail();
  const client = useQueryClient();
  const notices = useNotices();
  const { mutate, isPending } = useMutation({
    mutationFn: (about: T) => decide(daytrail, about),
    onSuccess: () => notices.say(praise),
    onError: (error) => notices.sayFailed(error.message),
    onSettled: () => client.invalidateQueries({ queryKey: ACCESS_KEY }),
  });
  return { decide: mutate, deciding: isPending };
}
