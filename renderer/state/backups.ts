/** The backups of the record, as they are and as they are being made. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { useDaytrail } from './daytrail.tsx';

export const BACKUPS_KEY = ['backups.list'] as const;
export const BACKUPS_STATE_KEY = ['backups.state'] as const;

/** Files come and go by other hands too: read again whenever somebody looks. */
const backupsQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: BACKUPS_KEY, queryFn: () => daytrail.backups(), staleTime: 0 });

const stateQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: BACKUPS_STATE_KEY, queryFn: () => daytrail.backupsState() });

export const useBackups = () => useQuery(backupsQuery(useDaytrail()));
export const useBackupsState = () => useQuery(stateQuery(useDaytrail()));
