/** What the activity view shows, read: the period, the same stretch of the one before, and a category's part of it. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ActivityQuery, PeriodActivity } from '../../../preload/contract/activity.ts';
import { activityQuery, categoriesQuery } from '../../state/activity.ts';
import { useDaytrail } from '../../state/daytrail.tsx';
import type { Micros, Range } from '../../timeline/micros.ts';

export interface Wanted {
  readonly whole: Range;
  readonly before: Range;
  readonly parts: readonly Range[];
  readonly hosts: readonly string[];
  readonly category: readonly string[] | null;
}

export interface ActivityShown {
  /** All categories. Undefined until it has been read. */
  readonly period: PeriodActivity | undefined;
  /** What of it is in the category, where one is chosen; else the same. */
  readonly narrowed: PeriodActivity | undefined;
  /** How long somebody was there in the period before, in the category where one is chosen. */
  readonly before: Micros;
  readonly hasCategories: boolean;
  /** Rules that could not be used, in words. */
  readonly problems: readonly string[];
  readonly loading: boolean;
  /** What is here is what was shown before: of another time or category than is asked for. */
  readonly stale: boolean;
  readonly error: Error | null;
  retry(): void;
}

export function useActivity({ whole, before, parts, hosts, category }: Wanted): ActivityShown {
  const daytrail = useDaytrail();
  const categories = useQuery(categoriesQuery(daytrail));
  const query: ActivityQuery = {
    periods: [whole, before],
    hosts: [...hosts],
    sections: ['window', 'browser'],
    parts: parts.slice(1).map(({ start }) => start),
    categories: categories.data ?? [],
  };
  // Where the categories cannot be read there is something to show, too.
  const ready = hosts.length > 0 && (categories.data !== undefined || categories.error !== null);
  const all = useQuery({ ...activityQuery(daytrail, query), enabled: ready, placeholderData: keepPreviousData });
  const narrowed: ActivityQuery =
    category === null ? query : { ...query, sections: ['window'], filterCategories: [[...category]] };
  const shown = useQuery({ ...activityQuery(daytrail, narrowed), enabled: ready, placeholderData: keepPreviousData });
  return {
    period: all.data?.periods[0],
    narrowed: shown.data?.periods[0],
    before: shown.data?.periods[1]?.window?.duration ?? 0,
    hasCategories: (categories.data?.length ?? 0) > 0,
    problems: all.data?.problems ?? [],
    loading: all.isFetching || shown.isFetching,
    stale: all.isPlaceholderData || shown.isPlaceholderData,
    error: all.error ?? shown.error,
    retry: () => {
      void all.refetch();
      if (category !== null) void shown.refetch();
    },
  };
}
