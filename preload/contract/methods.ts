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
    quit: (...args) => call('app.quit', args),
    onStatus: (listener) => subscribe('status', listener),
    onEvents: (listener) => subscribe('events', listener),
    onBuckets: (listener) => subscribe('buckets', listener),
  };
}
