/**
 * A long list of events of which only the pages on the screen are read. While a changed list loads, the one before
 * stays.
 */
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import type { EventRow } from '../../preload/contract/schemas.ts';
import { useDaytrail } from './daytrail.tsx';
import { type EventList, eventsQuery, PAGE_SIZE } from './queries.ts';

/** The pages that rows `first` to `last` (inclusive) of `total` lie on. */
export function pagesOf(first: number, last: number, total: number): readonly number[] {
  if (total === 0 || last < first) return [];
  const from = Math.floor(Math.max(0, first) / PAGE_SIZE);
  const to = Math.floor(Math.min(last, total - 1) / PAGE_SIZE);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i);
}

export interface EventPages {
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  /** What the rows belong to: the list asked for, or the one before it while that loads. */
  readonly list: EventList;
  /** Undefined while its page loads. */
  rowAt(index: number): EventRow | undefined;
  /** Among the pages loaded now; -1 where it is on none. */
  indexOf(id: number): number;
  /** Something that is asked for has not been answered yet. */
  readonly loading: boolean;
  readonly error: Error | null;
  retry(): void;
}

/** The list's first page: how long it is, and what stands while more is loaded. */
export function useFirstPage(wanted: EventList) {
  return useQuery({ ...eventsQuery(useDaytrail(), wanted, 0), placeholderData: keepPreviousData });
}

/** `first` and `last`: the rows on the screen. */
export function useEventPages(
  head: ReturnType<typeof useFirstPage>,
  wanted: EventList,
  first: number,
  last: number,
): EventPages {
  const daytrail = useDaytrail();
  const list = head.data?.list ?? wanted;
  const total = head.data?.total;
  const numbers = pagesOf(first, last, total ?? 0).filter((page) => page !== 0);
  const others = useQueries({ queries: numbers.map((page) => eventsQuery(daytrail, list, page)) });
  const events = new Map(numbers.map((page, i) => [page, others[i]?.data?.events]));
  events.set(0, head.data?.events);
  return {
    total,
    list,
    rowAt: (index) => events.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE],
    indexOf: (id) => {
      for (const [page, rows] of events) {
        const at = rows?.findIndex((row) => row.id === id) ?? -1;
        if (at !== -1) return page * PAGE_SIZE + at;
      }
      return -1;
    },
    loading: head.isPending || head.isPlaceholderData || others.some((page) => page.isPending),
    error: head.error ?? others.find((page) => page.error !== null)?.error ?? null,
    retry: () => {
      for (const page of [head, ...others]) if (page.isError) void page.refetch();
    },
  };
}
