/** A person's days in the record, told by ActivityWatch's own client: enough of everything to look at. */
import { AWClient } from 'aw-client';
import { clock } from './clock.ts';

export const WINDOWS = 'aw-watcher-window_desk';
export const AWAY = 'aw-watcher-afk_desk';
export const TABS = 'aw-watcher-web-firefox_desk';

const TYPES: Readonly<Record<string, string>> = {
  [WINDOWS]: 'currentwindow',
  [AWAY]: 'afkstatus',
  [TABS]: 'web.tab.current',
};

export interface Entry {
  /** ms since the epoch */
  readonly at: number;
  /** s */
  readonly lasts: number;
  readonly data: Readonly<Record<string, string>>;
}

/** Puts the events into a bucket, which is made where there is none. */
export async function tell(address: string, bucket: string, entries: readonly Entry[], type = 'test'): Promise<void> {
  const client = new AWClient('aw-watcher-e2e', { baseURL: address });
  await client.ensureBucket(bucket, TYPES[bucket] ?? type, 'desk');
  if (entries.length === 0) return;
  await client.insertEvents(
    bucket,
    entries.map(({ at, lasts, data }) => ({ timestamp: new Date(at), duration: lasts, data: { ...data } })),
  );
}

const MINUTE = 60;

export const SWITCHES = 100;
const SWITCHED = ['Terminal', 'Code', 'Files'] as const;

/** A morning's work from 09:00 to 13:20, with an hour away, and five minutes in which the window changed every 3 s. */
export async function tellMorning(address: string, day = 0): Promise<void> {
  const window = (time: string, minutes: number, app: string, title: string): Entry => ({
    at: clock(time, day),
    lasts: minutes * MINUTE,
    data: { app, title },
  });
  const switches = Array.from({ length: SWITCHES }, (_, i): Entry => {
    const app = SWITCHED[i % SWITCHED.length] ?? '';
    return { at: clock('10:45', day) + i * 3000, lasts: 3, data: { app, title: `${app} ${i % 4}` } };
  });
  await tell(address, WINDOWS, [
    window('09:00', 30, 'Firefox', 'News of the day'),
    window('09:30', 60, 'Code', 'timeline.ts'),
    window('10:30', 15, 'Slack', 'general'),
    ...switches,
    window('10:50', 40, 'Code', 'engine.ts'),
    window('12:30', 50, 'Thunderbird', 'Inbox'),
  ]);
  const status = (time: string, minutes: number, value: string): Entry => ({
    at: clock(time, day),
    lasts: minutes * MINUTE,
    data: { status: value },
  });
  await tell(address, AWAY, [
    status('09:00', 150, 'not-afk'),
    status('11:30', 60, 'afk'),
    status('12:30', 50, 'not-afk'),
  ]);
  await tell(address, TABS, [
    { at: clock('09:00', day), lasts: 20 * MINUTE, data: { url: 'https://news.example/today', title: 'Today' } },
    { at: clock('09:20', day), lasts: 10 * MINUTE, data: { url: 'https://docs.example/guide', title: 'A guide' } },
  ]);
}

/** Half an hour of one app at 10:00. */
export async function tellHalfHour(address: string, app: string, day: number): Promise<void> {
  await tell(address, WINDOWS, [{ at: clock('10:00', day), lasts: 30 * MINUTE, data: { app, title: 'Untitled' } }]);
}
