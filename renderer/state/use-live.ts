/** Joins the pushes to the cache for as long as the window stands. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ACCESS_KEY } from './access.ts';
import { BACKUPS_KEY, BACKUPS_STATE_KEY } from './backups.ts';
import { isForeseen } from './change.ts';
import { useDaytrail } from './daytrail.tsx';
import { PROGRESS_KEY } from './imports.tsx';
import { LiveCache } from './live.ts';
import { PREFERENCES_KEY } from './preferences.ts';
import { RULES_KEY } from './privacy.ts';
import { STATUS_KEY } from './queries.ts';
import { RETURNS_KEY } from './returns.ts';
import { UPDATES_KEY } from './updates.ts';
import { WATCHERS_KEY } from './watchers.ts';

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
      daytrail.onWatchers((watchers) => client.setQueryData(WATCHERS_KEY, watchers)),
      daytrail.onPreferences((preferences) => {
        if (!isForeseen(client, PREFERENCES_KEY)) client.setQueryData(PREFERENCES_KEY, preferences);
      }),
      daytrail.onPrivacyRules(() => {
        if (!isForeseen(client, RULES_KEY)) void client.invalidateQueries({ queryKey: RULES_KEY });
      }),
      daytrail.onUpdates((updates) => client.setQueryData(UPDATES_KEY, updates)),
      daytrail.onBackups((state) => {
        client.setQueryData(BACKUPS_STATE_KEY, state);
        void client.invalidateQueries({ queryKey: BACKUPS_KEY });
      }),
      daytrail.onReturns((returned) => client.setQueryData(RETURNS_KEY, returned)),
      daytrail.onImports((progress) => client.setQueryData(PROGRESS_KEY, progress)),
    ];
    return () => {
      for (const stop of stops) stop();
      live.stop();
    };
  }, [daytrail, client]);
}
