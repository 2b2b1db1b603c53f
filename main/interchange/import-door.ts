/**
 * What the window may do about other records before it imports one: see what is on this machine, choose a file, and be
 * offered, once, what was found. Nothing is ever read of a record that nobody asked for.
 */
import type { FoundRecord } from '../../preload/contract/imports.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';

/** The setting that remembers that a person declined. */
export const OFFER_SETTING = 'daytrail.import-offer';

export interface ImportDoorOptions {
  readonly store: Pick<StoreHandle, 'listBuckets' | 'getSetting' | 'setSetting'>;
  /** The records in ActivityWatch's known places. */
  readonly find: () => Promise<readonly FoundRecord[]>;
  /** Asks for a file; absent: this shell cannot. */
  readonly choose?: (() => Promise<string | null>) | undefined;
  /** µs since the Unix epoch. */
  readonly now?: () => number;
}

export interface ImportDoor {
  find(): Promise<FoundRecord[]>;
  choose(): Promise<string | null>;
  /** Null on a record that is older than a day, and once it was declined. */
  offer(): Promise<FoundRecord | null>;
  dismiss(): Promise<void>;
}

/** A day, in µs. What is imported brings along when it was created, and ends the offer as well. */
const YOUNG = 24 * 3600 * 1_000_000;

export function createImportDoor({
  store,
  find,
  choose,
  now = () => Date.now() * 1000,
}: ImportDoorOptions): ImportDoor {
  return {
    find: async () => [...(await find())],
    choose: async () => {
      if (choose !== undefined) return choose();
      throw new StoreError('unsupported', 'There is no dialog to choose a file with here. Type its path instead.');
    },
    offer: async () => {
      // Daytrail's own watchers have begun before anybody looks: a new record is a young one, not an empty one.
      const young = now() - YOUNG;
      if ((await store.listBuckets()).some(({ created }) => created < young)) return null;
      if ((await store.getSetting(OFFER_SETTING)) === 'declined') return null;
      const [found = null] = await find();
      return found;
    },
    dismiss: () => store.setSetting(OFFER_SETTING, 'declined'),
  };
}
