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

interface Row {
  start: Micros;
  end: Micros;
  busy: Micros;
  count: number;
  id: number;
  key: string;
  title: string;
}

/**
 * Lanes that hold anything, in the order of the answers. `pieces` are sorted and do not overlap. An event that reaches
 * over several pieces comes once; a composite belongs to the piece it starts in. A live event replaces the row with its id,
 * unless the piece it starts in was read after it was told.
 */
export function assemble(pieces: readonly Piece[], live: readonly LiveEvent[]): readonly LaneRows[] {
  const infos = new Map<string, LaneInfo>();
  const rows = new Map<string, Map<number | string, Row>>();
  for (const piece of pieces) {
    for (const lane of piece.timeline.lanes) {
      infos.set(lane.bucket, lane);
      const found = rows.get(lane.bucket) ?? new Map<number | string, Row>();
      rows.set(lane.bucket, found);
      addPiece(found, piece, lane);
    }
  }
  for (const [bucket, found] of rows) {
    const news = live.filter(
      ({ event, told }) => event.bucket === bucket && pieces.some((piece) => isNews(event, told, piece)),
    );
    if (news.length > 0) addLive(found, news);
  }
  return [...infos.values()]
    .map((info) => columns(info, [...(rows.get(info.bucket)?.values() ?? [])]))
    .filter((lane) => lane.length > 0);
}

function addPiece(rows: Map<number | string, Row>, piece: Piece, lane: Lane): void {
  const { resolution } = piece.timeline;
  for (let i = 0; i < lane.start.length; i++) {
    const start = lane.start[i] ?? 0;
    const end = lane.end[i] ?? 0;
    if (start >= piece.end || end < piece.start) continue;
    const id = lane.id[i] ?? 0;
    if (start < piece.start && (id === 0 || end - start < resolution)) continue;
    const row: Row = {
      start,
      end,
      busy: lane.busy[i] ?? 0,
      count: lane.count[i] ?? 1,
      id,
      key: lane.keys[lane.key[i] ?? 0] ?? '',
      title: lane.titles[lane.title[i] ?? 0] ?? '',
    };
    rows.set(id === 0 ? `${start}+${row.count}` : id, row);
  }
}

const isNews = (event: EventRow, told: number, piece: Piece): boolean =>
  told > piece.seen && event.start < piece.end && event.end >= piece.start;

/** An event that lies in a composite was read with it, and told only afterwards. */
function addLive(rows: Map<number | string, Row>, news: readonly LiveEvent[]): void {
  const composites = [...rows.values()].filter(({ count }) => count > 1);
  for (const { event } of news) {
    const around = composites.findLast(({ start }) => start <= event.start);
    if (around === undefined || around.end < event.end) rows.set(event.id, liveRow(event));
  }
}

function liveRow(event: EventRow): Row {
  const { key, title } = label(event.data);
  return { start: event.start, end: event.end, busy: event.end - event.start, count: 1, id: event.id, key, title };
}

function columns({ bucket, type, client, hostname }: LaneInfo, rows: Row[]): LaneRows {
  rows.sort((a, b) => a.start - b.start || b.end - a.end || a.id - b.id);
  const numbers = (of: (row: Row) => number) => Float64Array.from(rows, of);
  let reach = Number.NEGATIVE_INFINITY;
  const swatches = new Map<string, number>();
  const swatch = (key: string): number => {
    const known = swatches.get(key) ?? swatchOf(key, type);
    swatches.set(key, known);
    return known;
  };
  return {
    bucket,
    type,
    client,
    hostname,
    length: rows.length,
    start: numbers((row) => row.start),
    end: numbers((row) => row.end),
    reach: numbers((row) => {
      reach = Math.max(reach, row.end);
      return reach;
    }),
    busy: numbers((row) => row.busy),
    count: numbers((row) => row.count),
    id: numbers((row) => row.id),
    swatch: Uint8Array.from(rows, (row) => swatch(row.key)),
    key: rows.map((row) => row.key),
    title: rows.map((row) => row.title),
  };
}

/** A lane in which there is nothing. */
export const emptyRows = (info: LaneInfo): LaneRows => columns(info, []);

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
