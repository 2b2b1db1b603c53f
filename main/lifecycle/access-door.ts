/**
 * Access to the API as the window sees and decides it: the key, the extensions that were let in, and those that ask. What
 * is decided is kept in the configuration, and holds in the store's thread before it is answered.
 *
 * An extension that was refused is not asked about again in this life of the program, and neither is any beyond the
 * number that a person could have installed by hand: questions must not be a way to pester.
 */
import { randomBytes } from 'node:crypto';
import type { Access, Extension } from '../../preload/contract/access.ts';
import type { AskingExtension } from '../api/access.ts';
import type { Micros } from '../events/event.ts';
import type { Policy } from '../store/policy.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import { browserName } from './browser-name.ts';
import type { ConfigFile } from './config.ts';
import { systemZone } from './hours.ts';
import { notRecorded } from './pause.ts';

export interface AccessDoor {
  /** Reads the configuration again first. */
  get(): Access;
  /** `not-found` where it did not ask. */
  allow(origin: string): Promise<void>;
  refuse(origin: string): void;
  remove(origin: string): Promise<void>;
  /** The new key. */
  makeKey(): Promise<string>;
  removeKey(): Promise<void>;
  onChange(listener: (access: Access) => void): () => void;
  dispose(): void;
}

export interface AccessDoorOptions {
  readonly config: ConfigFile;
  readonly store: Pick<StoreHandle, 'setPolicy' | 'on'>;
  /** The wall clock, ms. */
  readonly now?: () => number;
}

const MAX_REQUESTS = 10;
const KEY_BYTES = 32;

/** What the configuration decides in the store's thread, as it stands now. */
export function policyOf({ current, understood, problem }: ConfigFile, now: Micros = Date.now() * 1000): Policy {
  const { apiKey, extensions, privacy } = current;
  return {
    access: understood ? { apiKey, extensions: extensions.map(({ origin }) => origin) } : { unusable: problem ?? '' },
    recordPrivateWindows: privacy.recordPrivateWindows,
    notRecorded: notRecorded(current, now, systemZone),
  };
}

export function createAccessDoor({ config, store, now = Date.now }: AccessDoorOptions): AccessDoor {
  const requests = new Map<string, Extension>();
  const refused = new Set<string>();
  const listeners = new Set<(access: Access) => void>();
  /** The last policy that was sent, until it holds. */
  let applied: Promise<void> = Promise.resolve();

  const view = (): Access => ({
    apiKey: config.current.apiKey !== null,
    extensions: config.current.extensions.map(({ origin, name, since }) => ({ origin, name, since })),
    requests: [...requests.values()],
  });
  const tell = () => {
    for (const listener of listeners) listener(view());
  };
  const isLetIn = (origin: string) => config.current.extensions.some((each) => each.origin === origin);

  const subscriptions = [
    config.onChange(() => {
      applied = store.setPolicy(policyOf(config));
      for (const origin of requests.keys()) if (isLetIn(origin)) requests.delete(origin);
      tell();
    }),
    store.on('asked', ({ origin, userAgent }: AskingExtension) => {
      const known = requests.has(origin) || refused.has(origin) || isLetIn(origin);
      if (known || requests.size >= MAX_REQUESTS) return;
      const name = `an extension in ${browserName(origin, userAgent)}`;
      requests.set(origin, { origin, name, since: now() * 1000 });
      tell();
    }),
  ];

  return {
    get() {
      config.reload();
      return view();
    },
    async allow(origin) {
      config.reload();
      if (isLetIn(origin)) return applied;
      const request = requests.get(origin);
      if (request === undefined) throw new StoreError('not-found', 'This extension does not wait to be let in.');
      config.change({ extensions: [...config.current.extensions, { ...request, since: now() * 1000 }] });
      await applied;
    },
    refuse(origin) {
      if (!requests.delete(origin)) return;
      refused.add(origin);
      tell();
    },
    async remove(origin) {
      config.reload();
      if (isLetIn(origin)) {
        config.change({ extensions: config.current.extensions.filter((each) => each.origin !== origin) });
      }
      await applied;
    },
    async makeKey() {
      const apiKey = randomBytes(KEY_BYTES).toString('base64url');
      config.change({ apiKey });
      await applied;
      return apiKey;
    },
    async removeKey() {
      config.change({ apiKey: null });
      await applied;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose() {
      for (const unsubscribe of subscriptions) unsubscribe();
      listeners.clear();
    },
  };
}
