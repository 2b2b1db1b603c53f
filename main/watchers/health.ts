/** How a watcher fares, as the window and the tray are told of it, and when they are told. */
import type { WatcherHealth, WatchersHealth } from '../../preload/contract/watchers.ts';
import type { IdleBackend, WindowBackend } from './backend.ts';
import type { BackendKeeper } from './backend-keeper.ts';
import type { BucketWriter } from './bucket-writer.ts';

export interface WatcherParts {
  readonly watcher: WatcherHealth['watcher'];
  /** Whether it is to record at all. */
  readonly on: boolean;
  readonly keeper: BackendKeeper<WindowBackend> | BackendKeeper<IdleBackend>;
  readonly writer: Pick<BucketWriter, 'bucket' | 'lastWritten' | 'standsBack' | 'problem'>;
}

export function healthOf({ watcher, on, keeper, writer }: WatcherParts): WatcherHealth {
  const { state } = keeper;
  const about = state.state === 'running' ? (keeper.backend?.about() ?? state.about) : null;
  const unwritten = writer.problem === null ? null : { message: writer.problem, fix: null };
  return {
    watcher,
    bucket: writer.bucket,
    state: on ? recordingState(state.state, writer.standsBack) : 'off',
    backend:
      about === null
        ? null
        : { name: about.name, sees: [...about.sees], limits: about.limits.map((limit) => ({ ...limit })) },
    lastHeartbeat: writer.lastWritten,
    problem: 'problem' in state ? { ...state.problem } : unwritten,
  };
}

function recordingState(
  backend: BackendKeeper<WindowBackend>['state']['state'],
  standsBack: boolean,
): WatcherHealth['state'] {
  if (backend !== 'running') return backend;
  return standsBack ? 'standing-back' : 'recording';
}

/** Tells of a health that is another than the last. */
export class HealthNews {
  readonly #read: () => WatchersHealth;
  readonly #listeners = new Set<(health: WatchersHealth) => void>();
  #told = '';

  constructor(read: () => WatchersHealth) {
    this.#read = read;
  }

  /** Returns what ends it. */
  listen(listener: (health: WatchersHealth) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The last heartbeat alone is no news: it is in the status's sources anyway. */
  tell(): void {
    if (this.#listeners.size === 0) return;
    const health = this.#read();
    const text = JSON.stringify(
      health.map(({ lastHeartbeat, ...rest }) => ({ ...rest, ever: lastHeartbeat !== null })),
    );
    if (text === this.#told) return;
    this.#told = text;
    for (const listener of this.#listeners) listener(health);
  }

  end(): void {
    this.#listeners.clear();
  }
}
