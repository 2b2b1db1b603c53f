/**
 * The names of everything the window may ask and be told. Names alone, without schemas, so that the preload's bundle
 * carries no validation library; schemas.ts and its types are keyed by exactly these.
 */
export const CHANNELS = [
  'status.get',
  'store.commit',
  'api.retry',
  'buckets.list',
  'timeline.read',
  'timeline.describe',
  'events.list',
  'activity.read',
  'day.setStart',
  'imports.find',
  'imports.choose',
  'imports.preview',
  'imports.run',
  'imports.cancel',
  'imports.progress',
  'imports.offer',
  'imports.dismiss',
  'hosts.previewJoin',
  'hosts.join',
  'hosts.joined',
  'hosts.forget',
  'access.get',
  'access.allow',
  'access.refuse',
  'access.remove',
  'access.makeKey',
  'access.removeKey',
  'watchers.get',
  'recording.pause',
  'recording.resume',
  'returns.get',
  'returns.answer',
  'returns.dismiss',
  'startup.get',
  'startup.set',
  'config.get',
  'config.set',
  'privacy.get',
  'privacy.set',
  'privacy.try',
  'updates.get',
  'updates.check',
  'updates.install',
  'backups.list',
  'backups.state',
  'backups.make',
  'backups.restore',
  'backups.open',
  'app.quit',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const PUSHES = [
  'status',
  'events',
  'buckets',
  'imports',
  'access',
  'watchers',
  'config',
  'privacy',
  'updates',
  'backups',
  'returns',
] as const;
export type Push = (typeof PUSHES)[number];

/** The one prefix of Electron channels, so that a stray channel is recognised as not ours. */
export const CHANNEL_PREFIX = 'daytrail:';
