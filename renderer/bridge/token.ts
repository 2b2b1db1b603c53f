/**
 * The token of this session, which the printed address carries in its fragment. It is taken out of the address, so that
 * it is in no bookmark, screenshot or history, and kept for this tab, so that reloading works.
 */
const KEY = 'daytrail-token';

export interface TokenPlaces {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>;
  readonly history: Pick<History, 'replaceState' | 'state'>;
  readonly storage: Pick<Storage, 'getItem' | 'setItem'>;
}

/** Null where the page was not opened by such an address. */
export function takeToken({ location, history, storage }: TokenPlaces): string | null {
  const fromAddress = tokenIn(location.hash);
  if (fromAddress === null) return storage.getItem(KEY);
  storage.setItem(KEY, fromAddress);
  history.replaceState(history.state, '', location.pathname + location.search);
  return fromAddress;
}

export function tokenIn(hash: string): string | null {
  return /^#token=([\w-]+)$/.exec(hash)?.[1] ?? null;
}
