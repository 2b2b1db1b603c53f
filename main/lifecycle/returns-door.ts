/**
 * Asks what an absence was, where a person wants to be asked (`returns.ask` in the configuration), and enters the answer
 * where ActivityWatch's stopwatch enters what people say they do. The newest absence is the one that is asked about.
 */
import type { Absence, Returned } from '../../preload/contract/returns.ts';
import type { Micros } from '../events/event.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import { OWN_WORD } from '../store/unrecorded.ts';
import type { ConfigFile } from './config.ts';
import type { Log } from './log.ts';
import { Returns } from './returns.ts';

export interface ReturnsDoor {
  get(): Promise<Returned>;
  /** `not-found` where nothing was asked. */
  answer(label: string): Promise<void>;
  dismiss(): void;
  /** Told when an absence comes to be asked about, and when none is any more. */
  onChange(listener: (returned: Returned) => void): () => void;
  dispose(): void;
}

export interface ReturnsDoorOptions {
  readonly config: Pick<ConfigFile, 'current'>;
  readonly store: Pick<StoreHandle, 'on' | 'sources' | 'createBucket' | 'insertEvents' | 'pageEvents'>;
  readonly hostname: string;
  readonly log: Log;
  /** The wall clock, µs. */
  readonly now?: () => Micros;
}

/** Recent answers: so many different ones, of so many looked at. */
const RECENT = 5;
const LOOKED_AT = 100;

export function createReturnsDoor({
  config,
  store,
  hostname,
  log,
  now = () => Date.now() * 1000,
}: ReturnsDoorOptions): ReturnsDoor {
  const notes = `daytrail-notes_${hostname}`;
  const presence = `aw-watcher-afk_${hostname}`;
  const returns = new Returns();
  const listeners = new Set<(returned: Returned) => void>();
  let asked: Absence | null = null;

  const ask = async (absence: Absence | null) => {
    asked = absence;
    const told = await view();
    // Answered, or asked about another, meanwhile.
    if (asked !== absence) return;
    for (const listener of listeners) listener(told);
  };
  const view = async (): Promise<Returned> => ({ absence: asked, recent: asked === null ? [] : await recent() });
  const unsubscribe = store.on('sources', () => {
    const absence = returns.look(store.sources(), presence, now());
    if (absence !== null && config.current.returns.ask) ask(absence).catch(failed);
  });
  const failed = (error: Error) => log.warn(`what was asked on coming back is not known: ${error.message}`);
  const recent = async (): Promise<string[]> => {
    const range = { start: 0, end: now() };
    const { events } = await store.pageEvents({
      ...range,
      buckets: [notes],
      order: 'newest',
      offset: 0,
      limit: LOOKED_AT,
    });
    const labels = events.map(({ data }) => data.label).filter((label) => typeof label === 'string');
    return [...new Set(labels)].slice(0, RECENT);
  };

  return {
    get: view,
    async answer(label) {
      const absence = asked;
      if (absence === null) throw new StoreError('not-found', 'Nothing is asked about at the moment.');
      await store.createBucket(notes, { type: OWN_WORD, client: 'daytrail-notes', hostname });
      await store.insertEvents(notes, [{ ...absence, data: { label } }]);
      if (asked === absence) await ask(null);
    },
    dismiss: () => void ask(null).catch(failed),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      unsubscribe();
      listeners.clear();
    },
  };
}
