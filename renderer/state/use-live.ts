/** Joins the pushes to the cache for as long as the window stands. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ACCESS_KEY } from './access.ts';
import { useDaytrail } from './daytrail.tsx';
import { PROGRESS_KEY } from './imports.tsx';
import { LiveCache } from './live.ts';
import { STATUS_KEY } from './queries.ts';

export function useLive(): void {
  const daytrail = useDaytrail();
  const client = useQueryClient();
  useEffect(() => {
    const live = new LiveCache(client);
    const stops = [
      daytrail.onStatus((status) => client.setQueryData(STATUS_KEY, status)),
      daytrail.onEvents((changed) => live.take(changed)),
      daytrail.onBuckets(() => live.takeBuckets()),
      daytrail.onAccess((access) => client.setQueryData(ACCESS_KEY, access)),
      daytrail.onImports((progress) => client.setQueryData(PROGRESS_KEY, progress)),
    ];
    return () => {
      for (const stop of stops) stop();
      live.stop();
    };
  }, [daytrail, client]);
}
