/**
 * What was in front of a person: the event set behind all of ActivityWatch's summaries, worked out in its order of steps
 * (docs/activitywatch.md). A tab counts while its browser is in front; sound from it counts as being there.
 */
import { isTrue } from './facts.ts';
import type { BrowserBucket, HostBuckets } from './host-buckets.ts';
import type { PerData } from './per-data.ts';
import type { ActivitySource } from './source.ts';
import { flood, intersect, unionNoOverlap, united } from './span-transforms.ts';
import { interleaved, keep, NO_SPANS, type Spans } from './spans.ts';

export interface DesktopOptions {
  readonly filterAway: boolean;
  readonly includeAudible: boolean;
  /** Whether an app or a title means that somebody is there; null: none does. */
  readonly alwaysActive: PerData | null;
}

export interface Desktop {
  /** What was in front, while somebody was there if that is asked. */
  readonly events: Spans;
  /** When somebody was there: no two touch. */
  readonly active: Spans;
  /** What browsers showed while in front, somebody there or not. */
  readonly browser: Spans;
}

/** Null where the host records no windows, or nobody's presence although that is asked. */
export function desktopOf(buckets: HostBuckets, source: ActivitySource, options: DesktopOptions): Desktop | null {
  const { window, device, away } = buckets;
  if (window === null) {
    if (device === null) return null;
    const events = flood(source.spans(device));
    return { events, active: united(events), browser: NO_SPANS };
  }
  if (away === null && options.filterAway) return null;
  const events = flood(source.spans(window));
  const browser = interleaved(buckets.browsers.map((one) => tabsInFront(one, events, source)));
  const active = united(
    away === null ? NO_SPANS : presence(away, source),
    options.alwaysActive === null ? NO_SPANS : keep(events, isTrue(options.alwaysActive)),
    options.includeAudible ? keep(browser, isTrue(source.facts.audible)) : NO_SPANS,
  );
  return { events: options.filterAway ? intersect(events, active) : events, active, browser };
}

/** When somebody was there, by the away watcher alone. */
export function presence(away: string, source: ActivitySource): Spans {
  return keep(flood(source.spans(away)), isTrue(source.facts.present));
}

/** Several hosts at a time: the earlier one counts where two record at once. */
export function joinHosts(hosts: readonly Spans[]): Spans {
  const [first = NO_SPANS, ...others] = hosts;
  return others.reduce((above, below) => unionNoOverlap(above, below), first);
}

function tabsInFront({ browser, bucket }: BrowserBucket, windows: Spans, source: ActivitySource): Spans {
  const inFront = keep(windows, isTrue(source.facts.isBrowser(browser)));
  return intersect(flood(source.spans(bucket)), inFront);
}
