/**
 * The names of all operations, for those who make one method for each.
 */
import type { OperationName } from './operations.ts';

const NAMES: Readonly<Record<OperationName, true>> = {
  listBuckets: true,
  getBucket: true,
  createBucket: true,
  updateBucket: true,
  deleteBucket: true,
  heartbeat: true,
  insertEvents: true,
  getEvent: true,
  deleteEvent: true,
  listSettings: true,
  getSetting: true,
  setSetting: true,
  deleteSetting: true,
  forceCommit: true,
  listEvents: true,
  countEvents: true,
  summarizeBuckets: true,
  readTimeline: true,
  describe: true,
  pageEvents: true,
};

export const OPERATION_NAMES = Object.keys(NAMES) as readonly OperationName[];
