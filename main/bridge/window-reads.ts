/**
 * What one window reads at a time: so many run, the others wait, in the order asked. Answers that all come at once would keep
 * the store's thread from heartbeats for as long as it takes to hand them on, and other windows from the query threads.
 */
import type { Channel } from '../../preload/contract/channels.ts';
import { StoreError } from '../store/store-error.ts';

/** As many as there are query threads. */
const SIDE_BY_SIDE = 2;

const READS: ReadonlySet<Channel> = new Set<Channel>([
  'buckets.list',
  'timeline.read',
  'timeline.describe',
  'events.list',
  'activity.read',
  'hosts.previewJoin',
  'privacy.try',
]);

interface Waiting {
  begin(): void;
  refuse(error: StoreError): void;
}

export class WindowReads {
  #running = 0;
  #ended = false;
  readonly #waiting: Waiting[] = [];

  /** Runs `work` when its turn comes; what reads no events has none to wait for. Fails as `work` does, or with `closed`. */
  async run<T>(channel: Channel, work: () => Promise<T>): Promise<T> {
    if (!READS.has(channel)) return work();
    await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next.begin();
    }
  }

  /** The window is gone: nobody waits for what waits. */
  end(): void {
    this.#ended = true;
    for (const { refuse } of this.#waiting.splice(0)) refuse(gone());
  }

  #turn(): Promise<void> {
    if (this.#ended) return Promise.reject(gone());
    if (this.#running < SIDE_BY_SIDE) {
      this.#running++;
      return Promise.resolve();
    }
    return new Promise((begin, refuse) => {
      this.#waiting.push({ begin, refuse });
    });
  }
}

const gone = () => new StoreError('closed', 'The window that asked is gone.');
