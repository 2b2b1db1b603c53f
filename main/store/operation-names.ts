/**
 * The names of all operations, and where each runs.
 */
import type { ReadName } from '../query/reads.ts';
import type { OperationName } from './operations.ts';

/** `direct`: in the store's thread, at once, unless it is an import's. `read`: in a query thread. Complete and right by type. */
const OPERATIONS: Readonly<Record<ReadName, 'read'> & Record<Exclude<OperationName, ReadName>, 'direct'>> = {
  listBuckets: 'direct',
  getBucket: 'direct',
  createBucket: 'direct',
  updateBucket: 'direct',
  deleteBucket: 'direct',
  heartbeat: 'direct',
  insertEvents: 'direct',
  getEvent: 'direct',
  deleteEvent: 'direct',
  deleteEvents: 'direct',
  previewImport: 'direct',
  runImport: 'direct',
  cancelImport: 'direct',
  importProgress: 'direct',
  joinHosts: 'direct',
  listSettings: 'direct',
  getSetting: 'direct',
  setSetting: 'direct',
  deleteSetting: 'direct',
  forceCommit: 'direct',
  listEvents: 'read',
  countEvents: 'read',
  summarizeBuckets: 'read',
  readTimeline: 'read',
  describe: 'read',
  pageEvents: 'read',
  exportEvents: 'read',
  listKeys: 'read',
  previewJoin: 'read',
  tryPrivacyRule: 'read',
  query: 'read',
  activity: 'read',
};

export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

export const isRead = (method: OperationName): method is ReadName => OPERATIONS[method] === 'read';
