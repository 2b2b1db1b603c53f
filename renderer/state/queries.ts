/** What the window asks, each as a query keyed by its channel and arguments. */
import { queryOptions } from '@tanstack/react-query';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { EventsPage, EventsQuery } from '../../preload/contract/schemas.ts';

/** Rows read at a time. A page fills a tall screen several times over and is answered in a few milliseconds. */
export const PAGE_SIZE = 200;

/** A list of events without its paging: what makes two pages parts of the same list. */
export type EventList = Omit<EventsQuery, 'offset' | 'limit'>;

/** A page that knows what was asked, so that rows kept on the screen while others load are not taken for those. */
export interface LoadedPage extends EventsPage {
  readonly list: EventList;
}

export const STATUS_KEY = ['status.get'] as const;
export const BUCKETS_KEY = ['buckets.list'] as const;
export const EVENTS_KEY = ['events.list'] as const;

export const statusQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: STATUS_KEY, queryFn: () => daytrail.status() });

export const bucketsQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: BUCKETS_KEY, queryFn: () => daytrail.buckets() });

const eventsKey = (list: EventList, page: number) => [...EVENTS_KEY, list, page] as const;

export function eventsQuery(daytrail: Daytrail, list: EventList, page: number) {
  return queryOptions({
    queryKey: eventsKey(list, page),
    queryFn: async (): Promise<LoadedPage> => {
      const answer = await daytrail.events({ ...list, offset: page * PAGE_SIZE, limit: PAGE_SIZE });
      return { ...answer, list };
    },
  });
}
