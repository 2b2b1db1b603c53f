/** How the window stands with Daytrail, for the app to show. Fits React's useSyncExternalStore. */

export type ConnectionState =
  /** Not connected yet. */
  | 'connecting'
  | 'connected'
  /** The page has no token or one of another session. Only the address that Daytrail printed helps. */
  | 'refused'
  /** Daytrail does not answer; it is tried again. */
  | 'lost';

export class Connection {
  #state: ConnectionState = 'connecting';
  readonly #listeners = new Set<() => void>();

  readonly get = (): ConnectionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  set(state: ConnectionState): void {
    if (state === this.#state) return;
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
