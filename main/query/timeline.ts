/**
 * A timeline: each bucket as a lane of blocks no finer than can be drawn.
 */
import type { Lane, Timeline, TimelineQuery } from '../../preload/contract/schemas.ts';
import type { BucketRow, BucketRows } from './bucket-rows.ts';
import type { ColumnCache } from './column-cache.ts';
import type { Labels } from './labels.ts';
import { type Blocks, LevelOfDetail } from './level-of-detail.ts';

/**
 * Lanes in the order of the buckets' ids, also those without events; buckets that do not exist are left out. Events are
 * whole, also where they reach beyond the range, so that neighbouring ranges can be joined by id.
 */
export function timelineReader(
  buckets: BucketRows,
  events: ColumnCache,
  labels: Labels,
): (query: TimelineQuery) => Timeline {
  const laneOf = (bucket: BucketRow, { start, end, resolution }: TimelineQuery): Lane => {
    const detail = new LevelOfDetail(resolution, (data) => labels.keyOf(data));
    for (const columns of events.read(bucket, { start, end })) {
      labels.load(columns.data);
      detail.add(columns);
    }
    return { ...describeLane(bucket), ...named(detail.finish(), labels) };
  };
  return (query) => ({
    start: query.start,
    end: query.end,
    resolution: query.resolution,
    lanes: buckets.list(query.buckets).map((bucket) => laneOf(bucket, query)),
  });
}

const describeLane = ({ id, type, client, hostname }: BucketRow) => ({ bucket: id, type, client, hostname });

/** Blocks with their keys and titles in a list of the lane's own; a composite has the empty title. */
function named(blocks: Blocks, labels: Labels) {
  const keys = new Index();
  const titles = new Index();
  const { start, end, count, busy, id } = blocks;
  const key = blocks.key.map((number) => keys.of(labels.key(number)));
  const title = blocks.data.map((data, i) => titles.of(count[i] === 1 ? labels.title(data) : ''));
  return { keys: keys.all, titles: titles.all, start, end, key, title, count, busy, id };
}

/** Distinct texts, numbered as they come. */
class Index {
  readonly all: string[] = [];
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.all.push(text) - 1;
    this.#numbers.set(text, number);
    return number;
  }
}
