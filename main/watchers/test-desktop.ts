/** The real watchers on a real store, with time that passes when it is told to and a desktop that shows what it is told to. */
import { settle } from '../lifecycle/fake-clock.ts';
import { silentLog } from '../lifecycle/log.ts';
import { allEvents, NINE, openTestStore, S } from '../store/testing.ts';
import type { SystemEvent, SystemEventListener, SystemEvents } from './system-events.ts';
import { idleStandIn, promised, windowStandIn } from './testing.ts';
import { Watchers, type WatchersOptions } from './watchers.ts';

export const HOST = 'desk';
export const WINDOW = `aw-watcher-window_${HOST}`;
export const PRESENCE = `aw-watcher-afk_${HOST}`;

export function setup(options: Partial<WatchersOptions> = {}) {
  const { store, time, changes } = openTestStore({ file: null });
  // The wall clock may be set; timers and the monotonic clock know nothing of that.
  const wall = { setBy: 0 };
  const clock = { now: () => time.now() + wall.setBy, monotonic: time.monotonic };
  const windows = windowStandIn();
  const idle = idleStandIn();
  let lastInput = 0;
  idle.idleMs = () => time.ms - lastInput;
  const handle = promised(store);
  const watchers = new Watchers({
    store: handle,
    hostname: HOST,
    windows: [windows.candidate],
    idle: [idle.candidate],
    clock,
    timer: time,
    log: silentLog,
    ...options,
  });
  /** Lets time pass, and whatever follows from it. */
  const pass = async (seconds: number) => {
    const until = time.ms + Math.round(seconds * 1000);
    while (time.ms < until) {
      time.advance(Math.min(500, until - time.ms));
      await settle();
    }
  };
  const start = async () => {
    watchers.start();
    await settle();
    await settle();
  };
  return {
    store,
    time,
    wall,
    windows,
    idle,
    watchers,
    pass,
    start,
    input: () => {
      lastInput = time.ms;
    },
    /** The computer stands still, timers and all; the wall clock does not. */
    sleep: (seconds: number) => {
      wall.setBy += seconds * S;
    },
    show: (app: string | null) => windows.show(app === null ? null : { app, title: '' }),
    tell: () => {
      for (const change of changes.splice(0)) {
        if (change.kind !== 'events') continue;
        const events = change.events.map((event) => ({ ...event, bucket: change.bucket, data: {} }));
        handle.tell({ buckets: [{ bucket: change.bucket, start: 0, end: 0, events }] });
      }
    },
    windowsRecorded: () => recorded(WINDOW),
    presence: () => recorded(PRESENCE),
  };

  function recorded(bucket: string): string {
    return allEvents(store.connection)
      .filter((event) => event.bucket === bucket)
      .sort((a, b) => a.start - b.start)
      .map(({ start, end, data }) => {
        const { app, status, reason } = JSON.parse(data);
        const name = app ?? reason ?? (status === 'not-afk' ? 'here' : status);
        return `${name} ${(start - NINE) / S}-${(end - NINE) / S}`;
      })
      .join(', ');
  }
}

/** What a session's events come from. */
export function session() {
  let listener: SystemEventListener | null = null;
  const source: SystemEvents = {
    start: async (heard) => {
      listener = heard;
    },
    stop: async () => {
      listener = null;
    },
  };
  return { source, happens: (event: SystemEvent) => listener?.happened(event), isHeard: () => listener !== null };
}
