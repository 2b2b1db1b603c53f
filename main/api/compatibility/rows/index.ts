/** All rows, in the order in which the API is described. */
import type { Row } from '../row.ts';
import { ACCESS_ROWS } from './access-rows.ts';
import { BUCKET_ROWS } from './bucket-rows.ts';
import { DATA_ROWS } from './data-rows.ts';
import { EVENT_ROWS } from './event-rows.ts';
import { FILE_ROWS } from './file-rows.ts';
import { HEARTBEAT_ROWS } from './heartbeat-rows.ts';
import { LANGUAGE_ROWS } from './language-rows.ts';
import { REQUEST_ROWS } from './request-rows.ts';
import { TRANSFORM_ROWS } from './transform-rows.ts';

export const ROWS: readonly Row[] = [
  ...BUCKET_ROWS,
  ...EVENT_ROWS,
  ...HEARTBEAT_ROWS,
  ...REQUEST_ROWS,
  ...FILE_ROWS,
  ...ACCESS_ROWS,
  ...TRANSFORM_ROWS,
  ...DATA_ROWS,
  ...LANGUAGE_ROWS,
];
