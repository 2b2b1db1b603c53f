/** What is said about what arrives: the one thing a person is doing, away, or silence. */
import type { Source } from '../../../preload/contract/schemas.ts';
import { isAway, MINUTE, type Micros } from '../../timeline/index.ts';

/**
 * A source that was silent for longer is not recording now. Watchers report every few seconds; browsers at least once a
 * minute, when asked to sleep.
 */
export const SILENT_AFTER: Micros = 2 * MINUTE;

export type Recording =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'silent'; readonly lastSeen: Micros }
  | { readonly kind: 'away'; readonly since: Micros }
  | { readonly kind: 'recording'; readonly source: Source };

export const isLive = (source: Source, now: Micros): boolean => now - source.lastSeen <= SILENT_AFTER;

/**
 * What a person does is told by their window; being away goes before it; other sources speak only where both are
 * missing.
 */
export function recording(sources: readonly Source[], now: Micros): Recording {
  if (sources.length === 0) return { kind: 'nothing' };
  const live = sources.filter((source) => isLive(source, now)).sort((a, b) => b.lastSeen - a.lastSeen);
  if (live.length === 0) return { kind: 'silent', lastSeen: Math.max(...sources.map((source) => source.lastSeen)) };
  const away = live.find((source) => isAway(source.label, source.type));
  if (away !== undefined) return { kind: 'away', since: away.since };
  const source =
    live.find((each) => each.type === 'currentwindow') ?? live.find((each) => each.type !== 'afkstatus') ?? live[0];
  return source === undefined ? { kind: 'nothing' } : { kind: 'recording', source };
}

/** How long until the same sources may be spoken of differently, in µs. */
export function recordingChangesIn(sources: readonly Source[], now: Micros): Micros {
  const silences = sources.map((source) => source.lastSeen + SILENT_AFTER - now).filter((wait) => wait >= 0);
  return Math.min(MINUTE - (now % MINUTE), ...silences.map((wait) => wait + 1));
}
