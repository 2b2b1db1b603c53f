/** How an import or the joining of hosts that was ended before its commit tells it. */
import { StoreError } from '../store/store-error.ts';

export interface Endings {
  /** Daytrail ends. */
  stopped(): StoreError;
  /** A person changed their mind. */
  cancelled(): StoreError;
}

export const OF_IMPORT: Endings = {
  stopped: () => new StoreError('closed', 'Daytrail was closed during the import. Nothing was imported.'),
  cancelled: () => new StoreError('cancelled', 'The import was cancelled. Nothing of it was imported.'),
};

export const OF_JOIN: Endings = {
  stopped: () => new StoreError('closed', 'Daytrail was closed while hosts were joined. Nothing was joined.'),
  cancelled: () => new StoreError('cancelled', 'Joining the hosts was cancelled. Nothing was joined.'),
};
