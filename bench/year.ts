/**
 * A year of somebody's record, for benchmarks and for tests that need much and lifelike data: about 544,000 events in six
 * buckets, as ActivityWatch's watchers would have sent them. Seeded: the same options give the same events everywhere.
 */
import { Temporal } from 'temporal-polyfill';
import {
  type BucketSpec,
  type JsonObject,
  MICROS_PER_SECOND,
  type Micros,
  type NewEvent,
} from '../main/events/event.ts';
import { type Browser, episodesOf, type Look } from './year/episodes.ts';
import { type Stretch, stretchesOf } from './year/presence.ts';
import { Random } from './year/random.ts';
import { makeWorld, type World } from './year/world.ts';

export interface YearOptions {
  readonly seed: number;
  /** ISO date; the clock times of the days are those of `zone`. */
  readonly firstDay: string;
  readonly days: number;
  readonly zone: string;
}

/** The year that benchmarks run on. */
export const YEAR: YearOptions = { seed: 1, firstDay: '2025-01-01', days: 365, zone: 'Europe/Stockholm' };

export interface YearBucket {
  readonly id: string;
  readonly spec: BucketSpec;
}

export type YearBucketName = 'window' | 'away' | Browser | 'editor' | 'input';

const HOST = 'larch';
const bucket = (watcher: string, client: string, type: string): YearBucket => ({
  id: `${watcher}_${HOST}`,
  spec: { type, client, hostname: HOST },
});

export const YEAR_BUCKETS: Readonly<Record<YearBucketName, YearBucket>> = {
  window: bucket('aw-watcher-window', 'aw-watcher-window', 'currentwindow'),
  away: bucket('aw-watcher-afk', 'aw-watcher-afk', 'afkstatus'),
  firefox: bucket('aw-watcher-web-firefox', 'aw-client-web', 'web.tab.current'),
  chrome: bucket('aw-watcher-web-chrome', 'aw-client-web', 'web.tab.current'),
  editor: bucket('aw-watcher-vscode', 'aw-watcher-vscode', 'app.editor.activity'),
  input: bucket('aw-watcher-input', 'aw-watcher-input', 'os.hid.input'),
};

export interface YearBatch {
  readonly bucket: YearBucket;
  /** By start, apart from each other; batches of a bucket follow each other in time. */
  readonly events: readonly NewEvent[];
}

const NAMES = Object.keys(YEAR_BUCKETS) as YearBucketName[];
const SECOND = MICROS_PER_SECOND;
const MINUTE = 60 * SECOND;
/** Shortens all visits alike; set so that the year has about as many events as records of that length do. */
const BRISKNESS = 0.71;

/** Day by day, for each day a batch of every bucket in which something happened. */
export function* year(options: YearOptions = YEAR): Generator<YearBatch> {
  const random = new Random(options.seed);
  const world = makeWorld(random);
  const first = Temporal.PlainDate.from(options.firstDay);
  for (let index = 0; index < options.days; index++) {
    const day = recordDay(random, world, stretchesOf(random, first.add({ days: index }), options.zone));
    for (const name of NAMES) {
      if (day[name].length > 0) yield { bucket: YEAR_BUCKETS[name], events: day[name] };
    }
  }
}

type Day = Record<YearBucketName, NewEvent[]>;

function recordDay(random: Random, world: World, stretches: readonly Stretch[]): Day {
  const day: Day = { window: [], away: [], firefox: [], chrome: [], editor: [], input: [] };
  const episode = episodesOf(random, world);
  const tabs = new Tabs(random, day);
  for (const stretch of stretches) {
    day.away.push({ start: stretch.start, end: stretch.end, data: { status: 'not-afk' } });
    if (stretch.onUntil > stretch.end) {
      day.away.push({ start: stretch.end + 1000, end: stretch.onUntil, data: { status: 'afk' } });
    }
    let time = stretch.start;
    while (time < stretch.end) {
      const doing = episode(stretch.occasion);
      const until = Math.min(stretch.end, time + Math.floor(doing.seconds * SECOND));
      recordInput(random, day.input, time, until, doing.typing);
      while (time < until) {
        const look = doing.look();
        time = recordLook(random, day, tabs, look, time, until);
      }
    }
    // What was in front stays there while nobody is, for as long as the computer is on.
    const last = day.window.pop();
    if (last !== undefined) day.window.push({ ...last, end: Math.max(last.end, stretch.onUntil) });
    tabs.leave(stretch.onUntil);
  }
  return day;
}

/** Gives the moment at which the next window comes to the front. A window watcher looks once a second, so events end on its beat. */
function recordLook(random: Random, day: Day, tabs: Tabs, look: Look, time: Micros, until: Micros): Micros {
  const beats = Math.floor(random.around(look.seconds * BRISKNESS));
  const next = time + (beats + 1) * SECOND + random.int(0, 60_000);
  day.window.push({
    start: time,
    end: Math.min(time + beats * SECOND, until),
    data: { app: look.app, title: look.title },
  });
  if (look.tab !== undefined) tabs.show(look.tab.browser, look.tab.page, look.tab.audible, time);
  if (look.edit !== undefined) recordEdits(random, day.editor, look.edit, time, Math.min(next, until));
  return next;
}

/** An editor's watcher tells of changes only: twenty seconds without one end the event. */
function recordEdits(
  random: Random,
  events: NewEvent[],
  edit: NonNullable<Look['edit']>,
  from: Micros,
  until: Micros,
): void {
  const { file, project, branch } = edit;
  const data = { file: file.path, project: `/home/robin/src/${project.name}`, language: file.language, branch };
  let start = from + random.int(0, SECOND);
  while (start < until) {
    const end = Math.min(until, start + Math.floor(random.around(24) * SECOND));
    events.push({ start, end, data });
    start = end + 20 * SECOND + Math.floor(random.around(14) * SECOND);
  }
}

/** One event a minute in which a key or the mouse was used. */
function recordInput(random: Random, events: NewEvent[], from: Micros, until: Micros, typing: number): void {
  for (let start = from; start < until; start += MINUTE) {
    if (random.chance(typing < 5 ? 0.85 : 0.12)) continue;
    const [presses, clicks] = [Math.floor(random.around(typing) / 2), random.int(0, 24)];
    const data: JsonObject = {
      presses,
      clicks,
      deltaX: random.int(0, 90) * clicks,
      deltaY: random.int(0, 60) * clicks,
      scrollX: 0,
      scrollY: random.int(0, 12) * 3,
    };
    events.push({ start, end: Math.min(start + MINUTE - 1000, until), data });
  }
}

/** A browser's watcher: the active tab's event goes on until another tab is active, in front or not. */
class Tabs {
  readonly #random: Random;
  readonly #day: Day;
  readonly #open = new Map<Browser, { start: Micros; data: JsonObject }>();
  readonly #count: Record<Browser, number>;

  constructor(random: Random, day: Day) {
    this.#random = random;
    this.#day = day;
    this.#count = { firefox: random.int(5, 9), chrome: random.int(3, 5) };
  }

  show(browser: Browser, page: { url: string; title: string }, audible: boolean, time: Micros): void {
    const before = this.#open.get(browser);
    if (before?.data.url === page.url) return;
    // Most pages open in a tab that is there.
    if (this.#random.chance(0.15)) this.#count[browser] = this.#random.int(3, 12);
    const event = (title: string): JsonObject => ({
      url: page.url,
      title,
      audible,
      incognito: false,
      tabCount: this.#count[browser],
    });
    this.#close(browser, time);
    let start = time;
    if (this.#random.chance(0.3)) {
      // While it loads, it has its address for a title.
      start += this.#random.int(200_000, 900_000);
      this.#day[browser].push({ start: time, end: start - 1000, data: event(page.url.slice('https://'.length)) });
    }
    this.#open.set(browser, { start, data: event(page.title) });
  }

  leave(time: Micros): void {
    for (const browser of [...this.#open.keys()]) this.#close(browser, time);
  }

  #close(browser: Browser, time: Micros): void {
    const open = this.#open.get(browser);
    if (open === undefined) return;
    this.#open.delete(browser);
    this.#day[browser].push({ start: open.start, end: Math.max(open.start, time - 1000), data: open.data });
  }
}
