/** Shorthands for tests of the window, over the timeline's fake Daytrail. */
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { DaytrailError, type Failure } from '../../preload/contract/result.ts';
import type { EventRow, Status } from '../../preload/contract/schemas.ts';
import { type FakeDaytrail, fakeDaytrail, fakeStatus } from '../timeline/testing/fake-daytrail.ts';
import type { FakeBucket } from '../timeline/testing/record.ts';

export type { FakeDaytrail } from '../timeline/testing/fake-daytrail.ts';
export { fakeDaytrail } from '../timeline/testing/fake-daytrail.ts';

export function aBucket(id: string, type: string, events: EventRow[] = []): FakeBucket {
  return { id, type, client: id.replace(/_.*/, ''), hostname: 'workbench', events };
}

export function aHealth(changes: Partial<Status['store']> = {}): Status['store'] {
  return { ...fakeStatus([]).store, ...changes };
}

export function aStatus(changes: Partial<Status> = {}): Status {
  return { ...fakeStatus([]), testing: false, ...changes };
}

/** A Daytrail with nothing in it, of that status. */
export function aDaytrail(status: Status = aStatus(), buckets: readonly FakeBucket[] = []): FakeDaytrail {
  const fake = fakeDaytrail(buckets);
  return Object.assign(fake, { status: async () => status });
}

type Call = Exclude<keyof Daytrail, `on${string}`>;

export function fail(fake: FakeDaytrail, call: Call, failure: Failure): void {
  Object.assign(fake, { [call]: () => Promise.reject(new DaytrailError(failure)) });
}

/** Calls of this are never answered. */
export function silence(fake: FakeDaytrail, call: Call): void {
  Object.assign(fake, { [call]: () => new Promise(() => {}) });
}

export const called = (fake: FakeDaytrail, name: Call): number =>
  fake.calls.filter((call) => call.name === name).length;
