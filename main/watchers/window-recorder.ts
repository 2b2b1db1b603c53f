/**
 * Which pieces of events a series of windows in front amounts to. Pure: it is told what was seen and when (µs of the wall
 * clock), and answers with beats.
 *
 * An event ends at the microsecond at which the next begins, where a window was seen. At most one event begins a second,
 * on average: what comes and goes faster is left out, and its time stays with the window before it. That there is no
 * window must have held for a second to be believed, since a desktop says so for a moment at every switch.
 */
import { equalJson } from '../events/canonical.ts';
import type { JsonObject, Micros } from '../events/event.ts';
import type { ActiveWindow } from './backend.ts';
import { type Beat, type Joint, Stretch } from './beat.ts';

/** Between two decisions that another window is in front. */
export const SETTLE: Micros = 1_000_000;

export class WindowRecorder {
  /** The event that goes on; null: nothing is in front, or nothing is known. */
  #current: Stretch | null = null;
  /** What was seen since, and is not decided: later it is in front from `since` on, or was never there. */
  #next: { readonly data: JsonObject | null; readonly since: Micros } | null = null;
  #decidedAt: Micros = Number.NEGATIVE_INFINITY;
  /** Of the next event where none goes on. */
  #joint: Joint = 'first';

  /** Another window is in front, or the same has another title; null: none is. */
  seen(window: ActiveWindow | null, at: Micros): Beat[] {
    const data = window === null ? null : recorded(window);
    const waiting = this.#next;
    if (equal(data, this.#current?.data ?? null)) {
      this.#next = null;
    } else if (waiting === null || !equal(data, waiting.data)) {
      this.#next = { data, since: Math.max(at, this.#current?.toldTo ?? at) };
    }
    return this.#decide(at);
  }

  /** Time has passed and nothing was seen: what is in front still is. */
  tick(at: Micros): Beat[] {
    const decided = this.#decide(at);
    return decided.length > 0 ? decided : (this.#current?.to(this.#next?.since ?? at) ?? []);
  }

  /** When `tick` has to be called, since what was seen must be decided then; null: nothing waits. */
  decidesAt(): Micros | null {
    return this.#next === null ? null : this.#decisionAt(this.#next);
  }

  /**
   * What was in front stays so until `at` and is not known after it: the watcher stops, the screen is locked, the computer
   * sleeps. What is seen next begins afresh.
   */
  end(at: Micros): Beat[] {
    const beats = this.#current?.to(this.#next?.since ?? at) ?? [];
    // A window that was seen, but not decided, was there until now.
    const last = this.#next?.data ?? null;
    if (last !== null && this.#next !== null) {
      const { since } = this.#next;
      beats.push(...new Stretch(last, since, this.#current?.joint ?? this.#joint).to(at));
    }
    this.#current = null;
    this.#joint = 'fresh';
    this.#next = null;
    this.#decidedAt = Number.NEGATIVE_INFINITY;
    return beats;
  }

  #decide(at: Micros): Beat[] {
    const next = this.#next;
    if (next === null || at < this.#decisionAt(next)) return [];
    const beats = this.#current?.to(next.since) ?? [];
    const joint = this.#current?.joint ?? this.#joint;
    this.#next = null;
    this.#decidedAt = at;
    this.#current = next.data === null ? null : new Stretch(next.data, next.since, joint);
    this.#joint = 'fresh';
    return [...beats, ...(this.#current?.to(at) ?? [])];
  }

  #decisionAt({ data, since }: { readonly data: JsonObject | null; readonly since: Micros }): Micros {
    return Math.max(data === null ? since + SETTLE : since, this.#decidedAt + SETTLE);
  }
}

/** As ActivityWatch's window watcher has it. Whether a private window may be recorded, the store decides (privacy.ts). */
function recorded({ app, title, url, incognito }: ActiveWindow): JsonObject {
  return { app, title, ...(url === undefined ? {} : { url }), ...(incognito === true ? { incognito } : {}) };
}

const equal = (a: JsonObject | null, b: JsonObject | null): boolean =>
  a === null || b === null ? a === b : equalJson(a, b);
