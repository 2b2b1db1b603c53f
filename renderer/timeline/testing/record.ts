/**
 * A believable record of someone's days: hours of work with pauses, short looks at chats, long stretches in an editor, browsing
 * with sites beneath, evenings now and then, quiet weekends. The same for the same seed.
 */
import type { EventRow } from '../../../preload/contract/schemas.ts';
import { atTime, type IsoDate, shiftDay } from '../day.ts';
import { HOUR, MINUTE, type Micros, SECOND } from '../micros.ts';
import { createRandom, type Random } from './random.ts';

export interface FakeBucket {
  readonly id: string;
  readonly type: string;
  readonly client: string;
  readonly hostname: string;
  /** Sorted by start; ends sorted too. */
  readonly events: EventRow[];
}

export interface RecordOptions {
  readonly first: IsoDate;
  readonly days: number;
  readonly zone: string;
  readonly seed?: number;
  /** Nothing is recorded after it. */
  readonly until?: Micros;
  /** Half of all windows last less than this. */
  readonly median?: Micros;
}

interface App {
  readonly name: string;
  readonly weight: number;
  readonly titles: readonly string[];
}

const HOST = 'workbench';
const APPS: readonly App[] = [
  {
    name: 'Code',
    weight: 8,
    titles: ['layout.ts — daytrail', 'painter.ts — daytrail', 'notes.md — thesis', 'index.html — garden'],
  },
  {
    name: 'Firefox',
    weight: 6,
    titles: ['Canvas API — MDN', 'Pull request 218', 'Train times to Leipzig', 'How sundials work'],
  },
  { name: 'Terminal', weight: 4, titles: ['npm test', 'git log', '~/src/daytrail'] },
  { name: 'Slack', weight: 3, titles: ['#design', '#release', 'Direct message'] },
  { name: 'Thunderbird', weight: 2, titles: ['Inbox', 'Re: the offer for March', 'Write: Invoice 14'] },
  { name: 'Figma', weight: 2, titles: ['Timeline, second round', 'Icons'] },
  { name: 'Zoom', weight: 1, titles: ['Weekly planning', 'Interview'] },
  { name: 'Spotify', weight: 0.6, titles: ['Goldberg Variations', 'Kind of Blue'] },
  { name: 'Files', weight: 0.8, titles: ['Downloads', 'invoices'] },
  { name: '端末', weight: 0.2, titles: ['日本語の端末'] },
];
const SITES: readonly (readonly [string, string])[] = [
  ['https://developer.mozilla.org/docs/Web/API/Canvas_API', 'Canvas API — MDN'],
  ['https://github.com/ActivityWatch/activitywatch/issues', 'Issues'],
  ['https://www.bahn.de/', 'Train times'],
  ['https://en.wikipedia.org/wiki/Sundial', 'Sundial — Wikipedia'],
  ['https://news.ycombinator.com/', 'News'],
];
const FILES = [
  'renderer/timeline/layout.ts',
  'renderer/timeline/painter.ts',
  'docs/benchmarks.md',
  'main/store/batch.ts',
];
const LONG: Readonly<Record<string, number>> = { Code: 3, Zoom: 25, Figma: 4 };

class Recorder {
  readonly buckets = {
    away: fakeBucket('aw-watcher-afk', 'afkstatus'),
    window: fakeBucket('aw-watcher-window', 'currentwindow'),
    web: fakeBucket('aw-watcher-web-firefox', 'web.tab.current'),
    editor: fakeBucket('aw-watcher-vscode', 'app.editor.activity'),
  };
  #id = 0;
  readonly #until: Micros;

  constructor(until: Micros) {
    this.#until = until;
  }

  add(bucket: FakeBucket, start: Micros, end: Micros, data: EventRow['data']): void {
    const [from, to] = [Math.round(start), Math.round(Math.min(end, this.#until))];
    if (from < to) bucket.events.push({ id: ++this.#id, bucket: bucket.id, start: from, end: to, data });
  }
}

const fakeBucket = (client: string, type: string): FakeBucket => ({
  id: `${client}_${HOST}`,
  type,
  client,
  hostname: HOST,
  events: [],
});

/** Four buckets: away, window, web, editor. */
export function fakeRecord(options: RecordOptions): readonly FakeBucket[] {
  const random = createRandom(options.seed ?? 7);
  const recorder = new Recorder(options.until ?? Number.POSITIVE_INFINITY);
  const median = options.median ?? 25 * SECOND;
  for (let day = 0; day < options.days; day++) {
    const date = shiftDay(options.first, day);
    for (const [start, end] of sessions(random, atTime(date, 0, options.zone), date)) {
      session(random, recorder, start, end, median);
    }
  }
  joinAways(recorder.buckets.away);
  return Object.values(recorder.buckets);
}

function sessions(random: Random, midnight: Micros, date: IsoDate): readonly (readonly [Micros, Micros])[] {
  const weekday = new Date(`${date}T12:00:00Z`).getUTCDay();
  const at = (hour: number, spread: number) => midnight + hour * HOUR + random.between(-spread, spread) * MINUTE;
  const evening = random.next();
  if (weekday === 0 || weekday === 6) {
    return evening < 0.6 ? [[at(14, 90), at(16.5, 60)]] : [];
  }
  const day: [Micros, Micros][] = [
    [at(8.6, 30), at(12.2, 15)],
    [at(13.1, 10), at(17.7, 40)],
  ];
  if (evening < 0.35) day.push([at(20.5, 20), at(22.3, 60)]);
  return day;
}

function session(random: Random, recorder: Recorder, start: Micros, end: Micros, median: Micros): void {
  let at = start;
  while (at < end) {
    const until = Math.min(end, at + random.skewed(38 * MINUTE, 0.7));
    recorder.add(recorder.buckets.away, at, until, { status: 'not-afk' });
    windows(random, recorder, at, until, median);
    const back = Math.min(end, until + random.skewed(6 * MINUTE, 0.8));
    recorder.add(recorder.buckets.away, until, back, { status: 'afk' });
    at = back;
  }
}

function windows(random: Random, recorder: Recorder, start: Micros, end: Micros, median: Micros): void {
  const total = APPS.reduce((sum, { weight }) => sum + weight, 0);
  let at = start;
  while (at < end) {
    let left = random.next() * total;
    const app = APPS.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
    const name = app?.name ?? 'Code';
    const until = Math.min(end, at + random.skewed(median * (LONG[name] ?? 1), 1.1));
    recorder.add(recorder.buckets.window, at, until, { app: name, title: random.pick(app?.titles ?? ['']) });
    if (name === 'Firefox') tabs(random, recorder, at, until, median);
    if (name === 'Code') files(random, recorder, at, until, median);
    at = until;
  }
}

function tabs(random: Random, recorder: Recorder, start: Micros, end: Micros, median: Micros): void {
  for (let at = start; at < end; ) {
    const until = Math.min(end, at + random.skewed(median * 0.8, 1));
    const [url, title] = random.pick(SITES);
    recorder.add(recorder.buckets.web, at, until, { url, title, audible: false, incognito: false, tabCount: 9 });
    at = until;
  }
}

function files(random: Random, recorder: Recorder, start: Micros, end: Micros, median: Micros): void {
  for (let at = start; at < end; ) {
    const until = Math.min(end, at + random.skewed(median * 2, 0.8));
    const file = random.pick(FILES);
    recorder.add(recorder.buckets.editor, at, until, { file, project: 'daytrail', language: 'TypeScript' });
    at = until;
  }
}

/** Nights and pauses between sessions are away too, as a watcher that runs all day records them. */
function joinAways(away: FakeBucket): void {
  const { events } = away;
  let id = -1;
  for (let i = events.length - 1; i > 0; i--) {
    const [before, after] = [events[i - 1], events[i]];
    if (before === undefined || after === undefined || after.start - before.end < SECOND) continue;
    events.splice(i, 0, { id: id--, bucket: away.id, start: before.end, end: after.start, data: { status: 'afk' } });
  }
}
