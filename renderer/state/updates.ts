/** Whether there is a newer Daytrail, as far as somebody has looked. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useChange } from './change.ts';
import { useDaytrail } from './daytrail.tsx';

export const UPDATES_KEY = ['updates.get'] as const;

const updatesQuery = (daytrail: Daytrail) => queryOptions({ queryKey: UPDATES_KEY, queryFn: () => daytrail.updates() });

export const useUpdates = () => useQuery(updatesQuery(useDaytrail()));

export const useLookForUpdates = () =>
  useChange((daytrail) => daytrail.lookForUpdates(), { praise: null, rereads: UPDATES_KEY });

export const useInstallUpdate = () =>
  useChange((daytrail) => daytrail.installUpdate(), { praise: null, rereads: UPDATES_KEY });
