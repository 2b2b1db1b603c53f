/** Lanes made by hand for tests. */
import type { Lane, Timeline } from '../../../preload/contract/schemas.ts';
import type { Micros } from '../micros.ts';
import { assemble, type LaneRows } from '../rows.ts';

export interface Block {
  readonly start: Micros;
  readonly end: Micros;
  readonly key?: string;
  readonly title?: string;
  readonly count?: number;
  readonly busy?: Micros;
  /** Absent: counted from 1; of a composite always 0. */
  readonly id?: number;
}

export function laneOf(blocks: readonly Block[], bucket = 'aw-watcher-window_host', type = 'currentwindow'): Lane {
  const keys = [...new Set(blocks.map(({ key = 'app' }) => key))];
  const titles = [...new Set(blocks.map(({ title = '' }) => title))];
  return {
    bucket,
    type,
    client: bucket.replace(/_.*/, ''),
    hostname: 'host',
    keys,
    titles,
    start: blocks.map(({ start }) => start),
    end: blocks.map(({ end }) => end),
    key: blocks.map(({ key = 'app' }) => keys.indexOf(key)),
    title: blocks.map(({ title = '' }) => titles.indexOf(title)),
    count: blocks.map(({ count = 1 }) => count),
    busy: blocks.map(({ start, end, busy = end - start }) => busy),
    id: blocks.map(({ count = 1, id }, index) => (count === 1 ? (id ?? index + 1) : 0)),
  };
}

export const timelineOf = (lanes: readonly Lane[], resolution: Micros = 1): Timeline => ({
  start: Number.MIN_SAFE_INTEGER,
  end: Number.MAX_SAFE_INTEGER,
  resolution,
  lanes: [...lanes],
});

/** One lane's rows as the painter gets them. */
export function rowsOf(blocks: readonly Block[]): LaneRows {
  const timeline = timelineOf([laneOf(blocks)]);
  const lanes = assemble([{ start: timeline.start, end: timeline.end, timeline, seen: 0 }], []);
  if (lanes[0] === undefined) throw new Error('a lane without blocks has no rows');
  return lanes[0];
}
