/**
 * What is said of what arrives, in the tray and in the window alike: the one thing a person is doing, away, or silence.
 */
import type { Source } from './schemas.ts';

/** Integer µs. */
type Micros = number;

/**
 * A source that was silent for so long is not recording now. ActivityWatch's watchers send every few seconds, its clients
 * hold back for up to a minute, and a browser's watcher beats once a minute.
 */
export const SILENT_AFTER: Micros = 120_000_000;

export type Recording =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'silent'; readonly lastSeen: Micros }
  /** `name`: what keeps the person from it, such as Locked. */
  | { readonly kind: 'away'; readonly name: string; readonly since: Micros }
  | { readonly kind: 'recording'; readonly source: Source };

/**
 * The statuses that say that nobody was there, as ActivityWatch's away watcher and Daytrail's own write them, in a person's
 * words.
 */
const AWAY: ReadonlyMap<string, string> = new Map([
  ['afk', 'Away'],
  ['away', 'Away'],
  ['idle', 'Away'],
  ['locked', 'Locked'],
  ['lock', 'Locked'],
  ['switched', 'Another session'],
  ['asleep', 'Asleep'],
  ['sleep', 'Asleep'],
  ['suspended', 'Asleep'],
  ['hibernate', 'Asleep'],
  ['off', 'Off'],
  ['power-off', 'Off'],
]);

/** A status of an away watcher in a person's words; undefined: it is none that is known. */
export const statusName = (status: string): string | undefined => (status === 'not-afk' ? 'Active' : AWAY.get(status));

/** Whether an event of this key, in a bucket of this type, tells of absence. */
export const isAway = (key: string, type: string): boolean => type === 'afkstatus' && AWAY.has(key);

export const isLive = (source: Source, now: Micros): boolean => now - source.lastSeen < SILENT_AFTER;

/**
 * What a person does is told by their window; being away goes before it, whatever window was left open; other sources
 * speak only where both are missing.
 */
export function recording(sources: readonly Source[], now: Micros): Recording {
  if (sources.length === 0) return { kind: 'nothing' };
  const live = sources.filter((source) => isLive(source, now)).sort((a, b) => b.lastSeen - a.lastSeen);
  if (live.length === 0) return { kind: 'silent', lastSeen: Math.max(...sources.map((source) => source.lastSeen)) };
  const away = live.find((source) => isAway(source.label, source.type));
  if (away !== undefined) return { kind: 'away', name: statusName(away.label) ?? away.label, since: away.since };
  const source =
    live.find((each) => each.type === 'currentwindow') ?? live.find((each) => each.type !== 'afkstatus') ?? live[0];
  return source === undefined ? { kind: 'nothing' } : { kind: 'recording', source };
}

/** How long until the next of these sources falls silent, in µs; infinite where none is live. */
export function silenceIn(sources: readonly Source[], now: Micros): Micros {
  const waits = sources.filter((source) => isLive(source, now)).map((source) => source.lastSeen + SILENT_AFTER - now);
  return Math.min(Number.POSITIVE_INFINITY, ...waits);
}
