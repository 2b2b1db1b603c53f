/**
 * What the timeline shows of the record: reads the tiles that a view needs (what is in sight first, then a tile to either side),
 * lays live events over them as they are told, and reads again what changed otherwise. While tiles are on their way it goes
 * on giving what it has. Never asks for more than a few tiles at once, so that a fast flight through the years asks only
 * for where it lands.
 */
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { Payload } from '../../preload/contract/schemas.ts';
import { LaneMemory } from './lane-memory.ts';
import { overlaps, type Range } from './micros.ts';
import { assemble, type LaneRows, type LiveEvent, type Piece } from './rows.ts';
import { microsPerPixel } from './scale.ts';
import { TileCache } from './tile-cache.ts';
import { levelFor, resolutionOf, type Tile, tileAt, tilesOver } from './tiles.ts';

export type SourceState =
  | { readonly phase: 'ready' }
  /** Something in sight is missing or rough. */
  | { readonly phase: 'loading' }
  | { readonly phase: 'failed'; readonly message: string };

type SourceDaytrail = Pick<Daytrail, 'timeline' | 'onEvents' | 'onBuckets'>;

const CONCURRENT = 3;
/** Live events laid over the tiles before those are read again. */
const MOST_LIVE = 400;
const RETRY_MS = 5000;
const ALWAYS: Range = { start: Number.MIN_SAFE_INTEGER, end: Number.MAX_SAFE_INTEGER };

interface Request {
  readonly tile: Tile;
  readonly seen: number;
  /** What is read may be from before a change that was told meanwhile. */
  stale: boolean;
}

export class TimelineSource {
  readonly #daytrail: SourceDaytrail;
  readonly #onChange: () => void;
  readonly #cache = new TileCache();
  readonly #memory = new LaneMemory();
  readonly #requests = new Map<string, Request>();
  readonly #live = new Map<number, LiveEvent>();
  readonly #unsubscribe: readonly (() => void)[];
  #told = 0;
  #visible: readonly Tile[] = [];
  #wanted: readonly Tile[] = [];
  #wantedKey = '';
  #lanes: readonly LaneRows[] | null = null;
  #kept: readonly LaneRows[] = [];
  #state: SourceState = { phase: 'loading' };
  #retry: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** `onChange`: the lanes or the state may be others now. */
  constructor(daytrail: SourceDaytrail, onChange: () => void) {
    this.#daytrail = daytrail;
    this.#onChange = onChange;
    this.#unsubscribe = [
      daytrail.onEvents((payload) => this.#heard(payload)),
      daytrail.onBuckets(() => {
        this.#memory.forget();
        // Also how a connection that came back makes itself known: no need to wait for the next try.
        this.#clearFailure();
        this.#reread(ALWAYS);
      }),
    ];
  }

  /** Says what is in sight, `width` pixels wide. Cheap when the same tiles serve. */
  want(view: Range, width: number): void {
    const level = levelFor(microsPerPixel(view, width));
    const visible = tilesOver(view, level);
    const [first, last] = [visible[0], visible.at(-1)];
    if (first === undefined || last === undefined) return;
    const key = `${first.key} ${last.key}`;
    if (key === this.#wantedKey) return;
    this.#wantedKey = key;
    this.#visible = visible;
    this.#wanted = [tileAt(level, first.index - 1), ...visible, tileAt(level, last.index + 1)].filter(
      (tile) => tile.start < tile.end,
    );
    this.#clearFailure();
    this.#changed();
    this.#ask();
  }

  /** The lanes for what was last wanted; the ones before it as long as nothing of it is there. */
  get lanes(): readonly LaneRows[] {
    if (this.#lanes === null) {
      const pieces = this.#cache.picture(this.#wanted);
      this.#lanes = pieces.length === 0 ? this.#kept : this.#withNearby(assemble(pieces, this.#liveIn(pieces)));
      this.#kept = this.#lanes;
    }
    return this.#lanes;
  }

  get state(): SourceState {
    return this.#state;
  }

  /** Asks again for what failed. */
  retry(): void {
    this.#clearFailure();
    this.#ask();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
  }

  #withNearby(lanes: readonly LaneRows[]): readonly LaneRows[] {
    const [start, end] = [this.#wanted[0]?.start ?? 0, this.#wanted.at(-1)?.end ?? 0];
    return this.#memory.withNearby(lanes, { start, end });
  }

  #liveIn(pieces: readonly Piece[]): readonly LiveEvent[] {
    const [start, end] = [pieces[0]?.start ?? 0, pieces.at(-1)?.end ?? 0];
    return [...this.#live.values()].filter(({ event }) => event.start < end && event.end >= start);
  }

  #ask(): void {
    if (this.#closed || this.#state.phase === 'failed') return;
    const needs = (tile: Tile) => this.#cache.get(tile.key)?.stale !== false && !this.#requests.has(tile.key);
    const beside = this.#wanted.filter((tile) => !this.#visible.includes(tile));
    for (const tile of [...this.#visible.filter(needs), ...beside.filter(needs)]) {
      if (this.#requests.size >= CONCURRENT) break;
      void this.#read(tile);
    }
    this.#settle();
  }

  async #read(tile: Tile): Promise<void> {
    const request: Request = { tile, seen: this.#told, stale: false };
    this.#requests.set(tile.key, request);
    try {
      const timeline = await this.#daytrail.timeline({
        start: tile.start,
        end: tile.end - 1,
        resolution: resolutionOf(tile.level),
      });
      this.#requests.delete(tile.key);
      if (this.#closed) return;
      this.#cache.put({ tile, timeline, seen: request.seen, stale: request.stale });
      this.#forgetLive();
      this.#thin();
      this.#changed();
    } catch (error) {
      this.#requests.delete(tile.key);
      if (this.#closed) return;
      if (this.#wanted.some(({ key }) => key === tile.key)) this.#fail(error);
    }
    this.#ask();
  }

  #fail(error: unknown): void {
    this.#state = { phase: 'failed', message: error instanceof Error ? error.message : String(error) };
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.retry(), RETRY_MS);
    this.#onChange();
  }

  #clearFailure(): void {
    clearTimeout(this.#retry);
    if (this.#state.phase === 'failed') this.#state = { phase: 'loading' };
  }

  #settle(): void {
    const phase = this.#visible.every((tile) => this.#cache.get(tile.key) !== undefined) ? 'ready' : 'loading';
    if (this.#state.phase === phase) return;
    this.#state = { phase };
    this.#onChange();
  }

  #heard({ buckets }: Payload<'events'>): void {
    this.#told++;
    for (const { bucket, start, end, events } of buckets) {
      if (events === null || !this.#knows(bucket)) {
        this.#reread({ start, end });
        continue;
      }
      for (const event of events) this.#live.set(event.id, { event, told: this.#told });
    }
    this.#thin();
    this.#changed();
  }

  /** A bucket that no answer names has lanes of which nothing is known but by reading. */
  #knows(bucket: string): boolean {
    const answer = this.#wanted.map((tile) => this.#cache.get(tile.key)).find((loaded) => loaded !== undefined);
    return answer === undefined || answer.timeline.lanes.some((lane) => lane.bucket === bucket);
  }

  #reread(range: Range): void {
    this.#told++;
    this.#cache.invalidate(range, new Set(this.#wanted.map((tile) => tile.key)));
    for (const request of this.#requests.values()) request.stale ||= overlaps(request.tile, range);
    this.#ask();
  }

  #forgetLive(): void {
    const known = this.#cache.seenByAll;
    for (const [id, { told }] of this.#live) if (told <= known) this.#live.delete(id);
  }

  /** Reads everything in sight again once many live events have piled up and no such read is under way. */
  #thin(): void {
    const fresh = (tile: Tile) => !this.#requests.has(tile.key) && this.#cache.get(tile.key)?.stale !== true;
    if (this.#live.size > MOST_LIVE && this.#wanted.every(fresh)) this.#reread(ALWAYS);
  }

  #changed(): void {
    this.#lanes = null;
    this.#onChange();
  }
}
