/**
 * Builds the window's object from two functions, so that every transport offers the same methods on the same channels.
 */
import type { Channel, Push } from './channels.ts';
import type { Daytrail } from './daytrail.ts';
import type { Answer, Args, Payload } from './schemas.ts';

export type Call = <C extends Channel>(channel: C, args: Args<C>) => Promise<Answer<C>>;
/** Returns what ends the subscription. */
export type Subscribe = <P extends Push>(push: P, listener: (payload: Payload<P>) => void) => () => void;

export function daytrailOver(call: Call, subscribe: Subscribe): Daytrail {
  return {
    status: (...args) => call('status.get', args),
    commit: (...args) => call('store.commit', args),
    retryApi: (...args) => call('api.retry', args),
    buckets: (...args) => call('buckets.list', args),
    timeline: (...args) => call('timeline.read', args),
    describe: (...args) => call('timeline.describe', args),
    events: (...args) => call('events.list', args),
    findImports: (...args) => call('imports.find', args),
    chooseImport: (...args) => call('imports.choose', args),
    previewImport: (...args) => call('imports.preview', args),
    runImport: (...args) => call('imports.run', args),
    cancelImport: (...args) => call('imports.cancel', args),
    importProgress: (...args) => call('imports.progress', args),
    offerImport: (...args) => call('imports.offer', args),
    dismissImport: (...args) => call('imports.dismiss', args),
    previewJoin: (...args) => call('hosts.previewJoin', args),
    joinHosts: (...args) => call('hosts.join', args),
    joinedHosts: (...args) => call('hosts.joined', args),
    forgetHost: (...args) => call('hosts.forget', args),
    activity: (...args) => call('activity.read', args),
    categories: (...args) => call('categories.get', args),
    setDayStart: (...args) => call('day.setStart', args),
    access: (...args) => call('access.get', args),
    allowExtension: (...args) => call('access.allow', args),
    refuseExtension: (...args) => call('access.refuse', args),
    removeExtension: (...args) => call('access.remove', args),
    makeKey: (...args) => call('access.makeKey', args),
    removeKey: (...args) => call('access.removeKey', args),
    watchers: (...args) => call('watchers.get', args),
    pause: (...args) => call('recording.pause', args),
    resume: (...args) => call('recording.resume', args),
    returned: (...args) => call('returns.get', args),
    answerReturn: (...args) => call('returns.answer', args),
    dismissReturn: (...args) => call('returns.dismiss', args),
    startup: (...args) => call('startup.get', args),
    setStartup: (...args) => call('startup.set', args),
    preferences: (...args) => call('config.get', args),
    setPreferences: (...args) => call('config.set', args),
    privacyRules: (...args) => call('privacy.get', args),
    setPrivacyRules: (...args) => call('privacy.set', args),
    tryPrivacyRule: (...args) => call('privacy.try', args),
    updates: (...args) => call('updates.get', args),
    lookForUpdates: (...args) => call('updates.check', args),
    installUpdate: (...args) => call('updates.install', args),
    backups: (...args) => call('backups.list', args),
    backupsState: (...args) => call('backups.state', args),
    makeBackup: (...args) => call('backups.make', args),
    restoreBackup: (...args) => call('backups.restore', args),
    openBackups: (...args) => call('backups.open', args),
    quit: (...args) => call('app.quit', args),
    onStatus: (listener) => subscribe('status', listener),
    onEvents: (listener) => subscribe('events', listener),
    onBuckets: (listener) => subscribe('buckets', listener),
    onImports: (listener) => subscribe('imports', listener),
    onAccess: (listener) => subscribe('access', listener),
    onReturns: (listener) => subscribe('returns', listener),
    onWatchers: (listener) => subscribe('watchers', listener),
    onBackups: (listener) => subscribe('backups', listener),
    onUpdates: (listener) => subscribe('updates', listener),
    onPreferences: (listener) => subscribe('config', listener),
    onPrivacyRules: (listener) => subscribe('privacy', listener),
  };
}
