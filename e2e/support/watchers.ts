/**
 * ActivityWatch's window and away watchers, played by its own JavaScript client: an hour of a person's work, beat by beat.
 */
import { AWClient } from 'aw-client';
import type { RecordedEvent } from './record.ts';

export const HOST = 'desk';
export const WINDOW_BUCKET = `aw-watcher-window_${HOST}`;
export const AFK_BUCKET = `aw-watcher-afk_${HOST}`;

const MINUTE_MS = 60_000;
/** Longer than the minute between two beats, so that beats alike become one event. */
const PULSETIME_S = 70;

interface Beat {
  readonly bucket: string;
  /** ms since the epoch */
  readonly at: number;
  readonly data: Readonly<Record<string, string>>;
}

/** Ten minutes each, six times; the person is away for the fourth. */
const WORK = [
  { app: 'Firefox', title: 'Daytrail – a timeline of your day' },
  { app: 'Code', title: 'tray.ts' },
  { app: 'Terminal', title: 'npm test' },
  null,
  { app: 'Thunderbird', title: 'Inbox' },
  { app: 'Code', title: 'tray.test.ts' },
] as const;
const LAST_SEEN = { app: 'Terminal', title: 'npm test' };

/** `end` is the moment of the last beat, by default now. */
export function hourOfBeats(end = Date.now()): readonly Beat[] {
  const beats: Beat[] = [];
  for (let minute = 0; minute <= 60; minute += 1) {
    const at = end - (60 - minute) * MINUTE_MS;
    const work = WORK[Math.min(Math.floor(minute / 10), WORK.length - 1)];
    beats.push({ bucket: WINDOW_BUCKET, at, data: work ?? LAST_SEEN });
    beats.push({ bucket: AFK_BUCKET, at, data: { status: work == null ? 'afk' : 'not-afk' } });
  }
  return beats;
}

export interface Watchers {
  /** Sends them one after the other; returns when every one has been acknowledged. */
  send(beats: readonly Beat[]): Promise<void>;
  /** What every acknowledged beat amounts to, as it must stand in the record. */
  acknowledged(): readonly RecordedEvent[];
}

export async function startWatchers(address: string): Promise<Watchers> {
  const client = new AWClient('aw-watcher-e2e', { baseURL: address });
  await client.ensureBucket(WINDOW_BUCKET, 'currentwindow', HOST);
  await client.ensureBucket(AFK_BUCKET, 'afkstatus', HOST);
  const taken: Beat[] = [];
  return {
    send: async (beats) => {
      for (const beat of beats) {
        await client.heartbeat(beat.bucket, PULSETIME_S, {
          timestamp: new Date(beat.at),
          duration: 0,
          data: { ...beat.data },
        });
        taken.push(beat);
      }
    },
    acknowledged: () => merged(taken),
  };
}

/** ActivityWatch's own rule for these beats: what is alike and near enough is one event. */
function merged(beats: readonly Beat[]): readonly RecordedEvent[] {
  const events: { bucket: string; start: number; duration: number; data: Beat['data'] }[] = [];
  for (const { bucket, at, data } of beats) {
    const start = at * 1000;
    const last = events.findLast((event) => event.bucket === bucket);
    const near = last !== undefined && start - (last.start + last.duration) <= PULSETIME_S * 1_000_000;
    if (near && JSON.stringify(last.data) === JSON.stringify(data)) last.duration = start - last.start;
    else events.push({ bucket, start, duration: 0, data });
  }
  return events.sort((a, b) => (a.bucket === b.bucket ? a.start - b.start : a.bucket < b.bucket ? -1 : 1));
}
