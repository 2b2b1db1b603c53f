/** Whether Daytrail is started at login, as the system says it. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useChange } from './change.ts';
import { useDaytrail } from './daytrail.tsx';

const STARTUP_KEY = ['startup.get'] as const;

/** The system's settings may have changed it: read again whenever somebody looks. */
const startupQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: STARTUP_KEY, queryFn: () => daytrail.startup(), staleTime: 0 });

export const useStartup = () => useQuery(startupQuery(useDaytrail()));

/** Answers with how it is afterwards, which is not as wanted where the system has its own mind. */
export function useSetStartup() {
  const client = useQueryClient();
  return useChange((daytrail, on: boolean) => daytrail.setStartup({ on }), {
    praise: null,
    rereads: STARTUP_KEY,
    onDone: (startup) => client.setQueryData(STARTUP_KEY, startup),
  });
}
