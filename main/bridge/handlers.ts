/** What each channel of the contract does. The type demands every channel: a missing one does not compile. */
import type { Channel } from '../../preload/contract/channels.ts';
import type { Answer, Args, Status } from '../../preload/contract/schemas.ts';
import { JOINED_SETTING, joinedHosts, settingWith } from '../interchange/joined-hosts.ts';
import { CATEGORIES_SETTING, shownCategories } from '../query/activity/shown-categories.ts';
import { DAY_START_SETTING, formatDayStart } from '../store/day-start.ts';
import { PRIVACY_SETTING } from '../store/privacy.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import type { Doors } from './doors.ts';
import { shownRules } from './shown-rules.ts';

export type Handlers = {
  readonly [C in Channel]: (...args: Args<C>) => Promise<Readonly<Answer<C>>> | Readonly<Answer<C>>;
};

export interface HandlerParts {
  readonly store: Pick<
    StoreHandle,
    | 'forceCommit'
    | 'listen'
    | 'summarizeBuckets'
    | 'readTimeline'
    | 'describe'
    | 'pageEvents'
    | 'activity'
    | 'previewImport'
    | 'runImport'
    | 'cancelImport'
    | 'importProgress'
    | 'previewJoin'
    | 'joinHosts'
    | 'getSetting'
    | 'setSetting'
    | 'tryPrivacyRule'
  >;
  readonly doors: Doors;
  readonly status: () => Status;
  /** Begins to end Daytrail; called after the answer had its turn. */
  readonly quit: () => void;
}

export function createHandlers({ store, doors, status, quit }: HandlerParts): Handlers {
  const { imports, access, watchers, pause, returns, startup, preferences, backups, updates } = doors;
  return {
    'status.get': status,
    'store.commit': async () => {
      await store.forceCommit();
      return null;
    },
    'api.retry': async () => {
      // What kept it from listening may be the configuration, put right since.
      access.get();
      await store.listen();
      return null;
    },
    'buckets.list': () => store.summarizeBuckets(),
    'timeline.read': (query) => store.readTimeline(query),
    'timeline.describe': (query) => store.describe(query),
    'events.list': (query) => store.pageEvents(query),
    'imports.find': () => imports.find(),
    'imports.choose': () => imports.choose(),
    'imports.preview': (look) => store.previewImport(look),
    'imports.run': (request) => store.runImport(request),
    'imports.cancel': async () => {
      await store.cancelImport();
      return null;
    },
    'imports.progress': () => store.importProgress(),
    'imports.offer': () => imports.offer(),
    'imports.dismiss': async () => {
      await imports.dismiss();
      return null;
    },
    'hosts.previewJoin': async (host) => [...(await store.previewJoin(host))],
    'hosts.join': async (host) => [...(await store.joinHosts(host))],
    'hosts.joined': async () => [...joinedHosts(await store.getSetting(JOINED_SETTING))],
    'hosts.forget': async ({ from }) => {
      const said = [{ from, to: from }];
      await store.setSetting(JOINED_SETTING, settingWith(await store.getSetting(JOINED_SETTING), said));
      return null;
    },
    'activity.read': (query) => store.activity(query),
    'categories.get': async () => shownCategories(await store.getSetting(CATEGORIES_SETTING)),
    'day.setStart': async ({ minutes }) => {
      await store.setSetting(DAY_START_SETTING, formatDayStart(minutes));
      return null;
    },
    'access.get': () => access.get(),
    'access.allow': async ({ origin }) => {
      await access.allow(origin);
      return null;
    },
    'access.refuse': ({ origin }) => {
      access.refuse(origin);
      return null;
    },
    'access.remove': async ({ origin }) => {
      await access.remove(origin);
      return null;
    },
    'access.makeKey': () => access.makeKey(),
    'access.removeKey': async () => {
      await access.removeKey();
      return null;
    },
    'watchers.get': () => watchers.health(),
    'recording.pause': async ({ for: length }) => {
      await pause.pause(length);
      return null;
    },
    'recording.resume': async () => {
      await pause.resume();
      return null;
    },
    'returns.get': () => returns.get(),
    'returns.answer': async ({ label }) => {
      await returns.answer(label);
      return null;
    },
    'returns.dismiss': () => {
      returns.dismiss();
      return null;
    },
    'startup.get': () => startup.get(),
    'startup.set': ({ on }) => startup.set(on),
    'config.get': () => preferences.get(),
    'config.set': async (change) => {
      await preferences.set(change);
      return null;
    },
    'privacy.get': async () => shownRules(await store.getSetting(PRIVACY_SETTING)),
    'privacy.set': async (rules) => {
      await store.setSetting(PRIVACY_SETTING, rules);
      return null;
    },
    'privacy.try': (query) => store.tryPrivacyRule(query),
    'backups.list': () => backups.list(),
    'backups.state': () => backups.state(),
    'backups.make': () => backups.make(),
    'backups.restore': async ({ name }) => {
      await backups.restore(name);
      return null;
    },
    'backups.open': () => backups.open(),
    'updates.get': () => updates.state(),
    'updates.check': () => updates.look(),
    'updates.install': () => {
      updates.install();
      return null;
    },
    'app.quit': () => {
      setImmediate(quit);
      return null;
    },
  };
}
