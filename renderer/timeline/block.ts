/** A block as a person meets it: what is under the pointer, in the tooltip, under the keyboard's focus, selected. */
import { length, type Times } from '../format/times.ts';
import type { Boxes } from './layout.ts';
import type { Micros, Range } from './micros.ts';
import { keyName } from './names.ts';
import type { LaneRows } from './rows.ts';

export interface Block extends Range {
  readonly bucket: string;
  readonly type: string;
  /** The app, the status, the site; of a composite the one with the most time. */
  readonly key: string;
  /** Empty for a composite. */
  readonly title: string;
  /** Events in it; more than one: a composite. */
  readonly count: number;
  /** The time its events cover, in µs. */
  readonly busy: Micros;
  /** The event's id; 0 for a composite. */
  readonly id: number;
}

/** The block that rows `first` to `last` make, called by row `main`. */
export function blockOf(lane: LaneRows, first: number, last: number, main: number): Block {
  let count = 0;
  let busy = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (let row = first; row <= last; row++) {
    count += lane.count[row] ?? 0;
    busy += lane.busy[row] ?? 0;
    end = Math.max(end, lane.end[row] ?? 0);
  }
  return {
    bucket: lane.bucket,
    type: lane.type,
    start: lane.start[first] ?? 0,
    end,
    key: lane.key[main] ?? '',
    title: count > 1 ? '' : (lane.title[main] ?? ''),
    count,
    busy,
    id: count > 1 ? 0 : (lane.id[main] ?? 0),
  };
}

export const blockInBox = (lane: LaneRows, boxes: Boxes, box: number): Block =>
  blockOf(lane, boxes.first[box] ?? 0, boxes.last[box] ?? 0, boxes.main[box] ?? 0);

/** The same block after it grew or after the lanes were put together anew. */
export const sameBlock = (a: Block | null, b: Block | null): boolean =>
  a === b || (a !== null && b !== null && blockId(a) === blockId(b));

/** Where the block's lane is among these; -1: nowhere. */
export const laneIndex = (lanes: readonly LaneRows[], block: Block | null): number =>
  block === null ? -1 : lanes.findIndex(({ bucket }) => bucket === block.bucket);

export const blockId = (block: Block): string =>
  block.id === 0 ? `${block.bucket} ${block.start} ${block.count}` : `${block.bucket} ${block.id}`;

/** `Firefox, Inbox, 10:02 to 10:17, 15 minutes`, or `Firefox and others, 12 events, …`. */
export function describeBlock(block: Block, times: Pick<Times, 'span'>): string {
  const name = keyName(block.key, block.type);
  const what = block.count > 1 ? [`${name} and others`, `${block.count} events`] : [name, block.title];
  return [...what, saidRange(times.span(block)), spoken(block.end - block.start)]
    .filter((part) => part !== '')
    .join(', ');
}

/** Screen readers leave a dash out. */
export const saidRange = (range: string): string => range.replace(' – ', ' to ');

const WORDS = new Map([
  ['d', 'day'],
  ['h', 'hour'],
  ['min', 'minute'],
  ['s', 'second'],
]);

/** A length as it is said aloud: `1 hour 15 minutes`. */
export const spoken = (micros: Micros): string =>
  length(micros).replace(/([\d.]+) (d|h|min|s)\b/g, (_, value: string, unit: string) => {
    const word = WORDS.get(unit) ?? unit;
    return `${value} ${word}${value === '1' ? '' : 's'}`;
  });
