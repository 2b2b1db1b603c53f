/** The privacy filters, and what one of them would do. */
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { PrivacyRule } from '../../preload/contract/privacy.ts';
import { DAY, type Micros } from '../timeline/index.ts';
import { useChange } from './change.ts';
import { useDaytrail } from './daytrail.tsx';

export const RULES_KEY = ['privacy.get'] as const;

/** Other programs change them too: they are read again when somebody looks, and when it is told (use-live.ts). */
const rulesQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: RULES_KEY, queryFn: () => daytrail.privacyRules(), staleTime: 0 });

export const usePrivacyRules = () => useQuery(rulesQuery(useDaytrail()));

/** `praise` as in `useChange`. */
export function useSetRules(praise: string | null = null, onDone?: () => void) {
  return useChange((daytrail, rules: PrivacyRule[]) => daytrail.setPrivacyRules(rules), {
    praise,
    rereads: RULES_KEY,
    foresee: (client, rules) => client.setQueryData(RULES_KEY, rules),
    ...(onDone === undefined ? {} : { onDone }),
  });
}

/** The time whose events are counted. */
export const TRIAL_DAYS = 7;

/** `end` must not move while somebody types. The last answer stands until the next has come. */
export function useTrial(rule: PrivacyRule, text: string | null, end: Micros) {
  const daytrail = useDaytrail();
  const query = { rule, text, start: end - TRIAL_DAYS * DAY, end };
  return useQuery({
    queryKey: ['privacy.try', query],
    queryFn: () => daytrail.tryPrivacyRule(query),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
}
