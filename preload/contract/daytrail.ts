/**
 * What the window can ask and follow, whichever shell it runs in; renderer/bridge gives it. Calls reject with a DaytrailError.
 * In Electron the preload exposes the same object as `window.daytrail`, whose calls can only reject with the plain Failure.
 */
import type { Push } from './channels.ts';
import type { Answer, Args, Payload } from './schemas.ts';

type Unsubscribe = () => void;

export interface Daytrail {
  status(...args: Args<'status.get'>): Promise<Answer<'status.get'>>;
  commit(...args: Args<'store.commit'>): Promise<Answer<'store.commit'>>;
  retryApi(...args: Args<'api.retry'>): Promise<Answer<'api.retry'>>;
  buckets(...args: Args<'buckets.list'>): Promise<Answer<'buckets.list'>>;
  timeline(...args: Args<'timeline.read'>): Promise<Answer<'timeline.read'>>;
  describe(...args: Args<'timeline.describe'>): Promise<Answer<'timeline.describe'>>;
  events(...args: Args<'events.list'>): Promise<Answer<'events.list'>>;
  findImports(...args: Args<'imports.find'>): Promise<Answer<'imports.find'>>;
  chooseImport(...args: Args<'imports.choose'>): Promise<Answer<'imports.choose'>>;
  previewImport(...args: Args<'imports.preview'>): Promise<Answer<'imports.preview'>>;
  runImport(...args: Args<'imports.run'>): Promise<Answer<'imports.run'>>;
  cancelImport(...args: Args<'imports.cancel'>): Promise<Answer<'imports.cancel'>>;
  importProgress(...args: Args<'imports.progress'>): Promise<Answer<'imports.progress'>>;
  offerImport(...args: Args<'imports.offer'>): Promise<Answer<'imports.offer'>>;
  dismissImport(...args: Args<'imports.dismiss'>): Promise<Answer<'imports.dismiss'>>;
  previewJoin(...args: Args<'hosts.previewJoin'>): Promise<Answer<'hosts.previewJoin'>>;
  joinHosts(...args: Args<'hosts.join'>): Promise<Answer<'hosts.join'>>;
  joinedHosts(...args: Args<'hosts.joined'>): Promise<Answer<'hosts.joined'>>;
  forgetHost(...args: Args<'hosts.forget'>): Promise<Answer<'hosts.forget'>>;
  activity(...args: Args<'activity.read'>): Promise<Answer<'activity.read'>>;
  categories(...args: Args<'categories.get'>): Promise<Answer<'categories.get'>>;
  setDayStart(...args: Args<'day.setStart'>): Promise<Answer<'day.setStart'>>;
  access(...args: Args<'access.get'>): Promise<Answer<'access.get'>>;
  allowExtension(...args: Args<'access.allow'>): Promise<Answer<'access.allow'>>;
  refuseExtension(...args: Args<'access.refuse'>): Promise<Answer<'access.refuse'>>;
  removeExtension(...args: Args<'access.remove'>): Promise<Answer<'access.remove'>>;
  makeKey(...args: Args<'access.makeKey'>): Promise<Answer<'access.makeKey'>>;
  removeKey(...args: Args<'access.removeKey'>): Promise<Answer<'access.removeKey'>>;
  watchers(...args: Args<'watchers.get'>): Promise<Answer<'watchers.get'>>;
  pause(...args: Args<'recording.pause'>): Promise<Answer<'recording.pause'>>;
  resume(...args: Args<'recording.resume'>): Promise<Answer<'recording.resume'>>;
  returned(...args: Args<'returns.get'>): Promise<Answer<'returns.get'>>;
  answerReturn(...args: Args<'returns.answer'>): Promise<Answer<'returns.answer'>>;
  dismissReturn(...args: Args<'returns.dismiss'>): Promise<Answer<'returns.dismiss'>>;
  startup(...args: Args<'startup.get'>): Promise<Answer<'startup.get'>>;
  setStartup(...args: Args<'startup.set'>): Promise<Answer<'startup.set'>>;
  preferences(...args: Args<'config.get'>): Promise<Answer<'config.get'>>;
  setPreferences(...args: Args<'config.set'>): Promise<Answer<'config.set'>>;
  privacyRules(...args: Args<'privacy.get'>): Promise<Answer<'privacy.get'>>;
  setPrivacyRules(...args: Args<'privacy.set'>): Promise<Answer<'privacy.set'>>;
  tryPrivacyRule(...args: Args<'privacy.try'>): Promise<Answer<'privacy.try'>>;
  updates(...args: Args<'updates.get'>): Promise<Answer<'updates.get'>>;
  lookForUpdates(...args: Args<'updates.check'>): Promise<Answer<'updates.check'>>;
  installUpdate(...args: Args<'updates.install'>): Promise<Answer<'updates.install'>>;
  backups(...args: Args<'backups.list'>): Promise<Answer<'backups.list'>>;
  backupsState(...args: Args<'backups.state'>): Promise<Answer<'backups.state'>>;
  makeBackup(...args: Args<'backups.make'>): Promise<Answer<'backups.make'>>;
  restoreBackup(...args: Args<'backups.restore'>): Promise<Answer<'backups.restore'>>;
  openBackups(...args: Args<'backups.open'>): Promise<Answer<'backups.open'>>;
  quit(...args: Args<'app.quit'>): Promise<Answer<'app.quit'>>;
  onStatus(listener: (payload: Payload<'status'>) => void): Unsubscribe;
  onEvents(listener: (payload: Payload<'events'>) => void): Unsubscribe;
  onBuckets(listener: (payload: Payload<'buckets'>) => void): Unsubscribe;
  onImports(listener: (payload: Payload<'imports'>) => void): Unsubscribe;
  onAccess(listener: (payload: Payload<'access'>) => void): Unsubscribe;
  onReturns(listener: (payload: Payload<'returns'>) => void): Unsubscribe;
  onWatchers(listener: (payload: Payload<'watchers'>) => void): Unsubscribe;
  onBackups(listener: (payload: Payload<'backups'>) => void): Unsubscribe;
  onUpdates(listener: (payload: Payload<'updates'>) => void): Unsubscribe;
  onPreferences(listener: (payload: Payload<'config'>) => void): Unsubscribe;
  onPrivacyRules(listener: (payload: Payload<'privacy'>) => void): Unsubscribe;
}

/** Which method subscribes to which push; complete by type. */
export const SUBSCRIPTIONS = {
  status: 'onStatus',
  events: 'onEvents',
  buckets: 'onBuckets',
  imports: 'onImports',
  access: 'onAccess',
  watchers: 'onWatchers',
  returns: 'onReturns',
  backups: 'onBackups',
  updates: 'onUpdates',
  config: 'onPreferences',
  privacy: 'onPrivacyRules',
} as const satisfies Record<Push, keyof Daytrail>;
