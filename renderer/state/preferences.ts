/** What a person prefers, as the configuration has it. Every change answers with a push. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Preferences, PreferencesChange } from '../../preload/contract/config.ts';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useChange } from './change.ts';
import { useDaytrail } from './daytrail.tsx';

export const PREFERENCES_KEY = ['config.get'] as const;

/** The file may have been edited by hand: read again whenever somebody looks. */
const preferencesQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: PREFERENCES_KEY, queryFn: () => daytrail.preferences(), staleTime: 0 });

export const usePreferences = () => useQuery(preferencesQuery(useDaytrail()));

/** One section as a whole. What changed is seen where it was changed. */
export function usePrefer() {
  const { change } = useChange((daytrail, about: PreferencesChange) => daytrail.setPreferences(about), {
    praise: null,
    rereads: PREFERENCES_KEY,
    foresee: (client, about) =>
      client.setQueryData<Preferences>(PREFERENCES_KEY, (before) => before && { ...before, ...about }),
  });
  return change;
}
