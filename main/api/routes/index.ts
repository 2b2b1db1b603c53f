/** Every route there is below /api/0. */
import type { Route } from '../route.ts';
import { bucketRoutes } from './buckets.ts';
import { eventRoutes } from './events.ts';
import { exportRoutes } from './export.ts';
import { heartbeatRoutes } from './heartbeat.ts';
import { importRoutes } from './import.ts';
import { infoRoutes } from './info.ts';
import { queryRoutes } from './query.ts';
import { settingRoutes } from './settings.ts';

export const BASE = '/api/0';

export const routes: readonly Route[] = [
  ...infoRoutes,
  ...bucketRoutes,
  ...eventRoutes,
  ...heartbeatRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...queryRoutes,
  ...settingRoutes,
];
