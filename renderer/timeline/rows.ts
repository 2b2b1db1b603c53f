/**
 * What the lanes hold, put together from the answers for neighbouring stretches and from what has happened since: one row per
 * event or composite, in columns, so that drawing a frame touches numbers only.
 */
import { label } from '../../preload/contract/label.ts';
import type { EventRow, Lane, Timeline } from '../../preload/contract/schemas.ts';
import type { Micros, Range } from './micros.ts';
import { swatchOf } from './palette.ts';

export type LaneInfo = Pick<Lane, 'bucket' | 'type' | 'client' | 'hostname'>;

/** Columns of equal length, sorted by start; of those that start together the longer comes first, so that it is drawn below. */
export interface LaneRows extends LaneInfo {
  readonly length: number;
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** The latest end up to and including this row: where looking for rows at a moment may begin. */
  readonly reach: Float64Array;
  readonly busy: Float64Array;
  /** 1: one event; more: a composite. */
  readonly count: Float64Array;
  /** 0 for a composite. */
  readonly id: Float64Array;
  readonly swatch: Uint8Array;
  readonly key: readonly string[];
  readonly title: readonly string[];
}

/** One answer, and the stretch of it that is to be shown. */
export interface Piece extends Range {
  readonly timeline: Timeline;
  /** Changes told after this number are not in it. */
  readonly seen: number;
}

/** An event that was pushed, and when. */
export interface LiveEvent {
  readonly event: EventRow;
  readonly told: number;
}

/**
 * Lanes that hold anything, in the order of the answers. `pieces` are sorted and do not overlap. An event that reaches
 * over several pieces comes once; a composite belongs to the piece it starts in. A live event replaces the row with its id,
 * unless the piece it starts in was read after it was told.
 */
export function assemble(pieces: readonly Piece[], live: readonly LiveEvent[]): readonly LaneRows[] {
  const parts = new Map<string, Part[]>();
  for (const piece of pieces) {
    for (const lane of piece.timeline.lanes) {
      const list = parts.get(lane.bucket) ?? [];
      parts.set(lane.bucket, list);
      list.push({ piece, lane });
    }
  }
  return [...parts.values()].map((list) => assembleLane(list, live)).filter((lane) => lane.length > 0);
}

interface Part {
  readonly piece: Piece;
  readonly lane: Lane;
}

function assembleLane(parts: readonly Part[], live: readonly LiveEvent[]): LaneRows {
  const info = parts[0]?.lane ?? NOWHERE;
  const news = new Map<number, EventRow>();
  for (const { event, told } of live) {
    if (event.bucket === info.bucket && parts.some(({ piece }) => isNews(event, told, piece)))
      news.set(event.id, event);
  }
  const columns = new Columns(info);
  /** Events that reach into the pieces that follow. */
  const reaching = new Set<number>();
  for (const { piece, lane } of parts) addPart(columns, piece, lane, news, reaching);
  for (const event of news.values()) if (!columns.covers(event)) columns.addEvent(event);
  return columns.finish();
}

function addPart(columns: Columns, piece: Piece, lane: Lane, news: Map<number, EventRow>, reaching: Set<number>): void {
  const { resolution } = piece.timeline;
  const swatches = lane.keys.map((key) => swatchOf(key, lane.type));
  for (let i = 0; i < lane.start.length; i++) {
    const start = lane.start[i] ?? 0;
    const end = lane.end[i] ?? 0;
    if (start >= piece.end) break;
    if (end < piece.start) continue;
    const id = lane.id[i] ?? 0;
    if (start < piece.start && (id === 0 || end - start < resolution || reaching.has(id))) continue;
    if (id !== 0 && end >= piece.end) reaching.add(id);
    const newer = id === 0 ? undefined : news.get(id);
    if (newer !== undefined) {
      news.delete(id);
      columns.addEvent(newer);
      continue;
    }
    const key = lane.key[i] ?? 0;
    const title = lane.titles[lane.title[i] ?? 0] ?? '';
    columns.add(start, end, lane.busy[i] ?? 0, lane.count[i] ?? 1, id, swatches[key] ?? 0, lane.keys[key] ?? '', title);
  }
}

const isNews = (event: EventRow, told: number, piece: Piece): boolean =>
  told > piece.seen && event.start < piece.end && event.end >= piece.start;

const NOWHERE: LaneInfo = { bucket: '', type: '', client: '', hostname: '' };

/** Rows as they are added, mostly in order. */
class Columns {
  readonly #info: LaneInfo;
  readonly #start: Micros[] = [];
  readonly #end: Micros[] = [];
  readonly #busy: Micros[] = [];
  readonly #count: number[] = [];
  readonly #id: number[] = [];
  readonly #swatch: number[] = [];
  readonly #key: string[] = [];
  readonly #title: string[] = [];
  #sorted = true;

  constructor(info: LaneInfo) {
    this.#info = info;
  }

  add(start: Micros, end: Micros, busy: Micros, count: number, id: number, swatch: number, key: string, title: string) {
    const before = this.#start.length - 1;
    const last = this.#start[before] ?? Number.NEGATIVE_INFINITY;
    if (start < last || (start === last && end > (this.#end[before] ?? 0))) this.#sorted = false;
    this.#start.push(start);
    this.#end.push(end);
    this.#busy.push(busy);
    this.#count.push(count);
    this.#id.push(id);
    this.#swatch.push(swatch);
    this.#key.push(key);
    this.#title.push(title);
  }

  addEvent({ start, end, id, data }: EventRow): void {
    const { key, title } = label(data);
    this.add(start, end, end - start, 1, id, swatchOf(key, this.#info.type), key, title);
  }

  /** Whether a composite holds the event's time: then it was read with it, and told only afterwards. */
  covers(event: EventRow): boolean {
    for (let row = this.#start.length - 1; row >= 0; row--) {
      if ((this.#count[row] ?? 1) === 1 || (this.#start[row] ?? 0) > event.start) continue;
      return (this.#end[row] ?? 0) >= event.end;
    }
    return false;
  }

  finish(): LaneRows {
    const { bucket, type, client, hostname } = this.#info;
    const order = this.#sorted ? null : this.#order();
    const numbers = (column: readonly number[]): Float64Array =>
      order === null ? new Float64Array(column) : Float64Array.from(order, (row) => column[row] ?? 0);
    const texts = (column: readonly string[]): readonly string[] =>
      order === null ? column : order.map((row) => column[row] ?? '');
    const end = numbers(this.#end);
    return {
      bucket,
      type,
      client,
      hostname,
      length: end.length,
      start: numbers(this.#start),
      end,
      reach: runningMaximum(end),
      busy: numbers(this.#busy),
      count: numbers(this.#count),
      id: numbers(this.#id),
      swatch: Uint8Array.from(numbers(this.#swatch)),
      key: texts(this.#key),
      title: texts(this.#title),
    };
  }

  #order(): readonly number[] {
    const by = (column: readonly number[], row: number) => column[row] ?? 0;
    return this.#start
      .map((_, row) => row)
      .sort(
        (a, b) =>
          by(this.#start, a) - by(this.#start, b) ||
          by(this.#end, b) - by(this.#end, a) ||
          by(this.#id, a) - by(this.#id, b),
      );
  }
}

function runningMaximum(values: Float64Array): Float64Array {
  let most = Number.NEGATIVE_INFINITY;
  return values.map((value) => {
    most = Math.max(most, value);
    return most;
  });
}

/** A lane in which there is nothing. */
export const emptyRows = (info: LaneInfo): LaneRows => new Columns(info).finish();

/** The first row that may reach `moment` or lie after it. */
export function firstReaching(lane: LaneRows, moment: Micros): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lane.reach[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}
