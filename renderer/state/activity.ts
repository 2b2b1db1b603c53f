/** What a person did over a time, and the categories that it is sorted into. */
import { queryOptions } from '@tanstack/react-query';
import type { ActivityQuery } from '../../preload/contract/activity.ts';
import type { Daytrail } from '../../preload/contract/daytrail.ts';

export const ACTIVITY_KEY = ['activity.read'] as const;
const CATEGORIES_KEY = ['categories.get'] as const;

export const activityQuery = (daytrail: Daytrail, query: ActivityQuery) =>
  queryOptions({ queryKey: [...ACTIVITY_KEY, query], queryFn: () => daytrail.activity(query) });

/** Nobody tells when a program changes them, so they are read whenever they are looked at. */
export const categoriesQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: CATEGORIES_KEY, queryFn: () => daytrail.categories(), staleTime: 0 });
