/** Who is there. Asked by everything that looks for an ActivityWatch server. */
import { json, type Route, route } from '../route.ts';
import { info } from '../schemas.ts';

export const infoRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/info',
    summary: 'Host name, version, device id, and whether this is a testing instance',
    answers: { 200: info },
    handle: (services) => ({ ...json(services.info()), headers: { Server: 'Daytrail' } }),
  }),
];
