/**
 * What may not be recorded, decided before anything of it is merged, kept or written: events of private windows, and what
 * the rules of the setting `privacy_filters` drop or redact (privacy-rules.ts). Every heartbeat and insert passes here,
 * whichever door it came through. Imports do not: a person takes a record in as it is.
 *
 * A rule that cannot decide in time counts as one that drops: what might be private is not recorded, and the person is
 * told. Nothing is tried that way for a while then, so that recording is held up for a small part of the time at most.
 */
import type { Json, JsonObject, NewEvent } from '../events/event.ts';
import { withinTime } from '../query/language/time-limit.ts';
import { type PrivacyRule, readRules, readUsableRules, textAt, withText } from './privacy-rules.ts';

export const PRIVACY_SETTING = 'privacy_filters';

/** How long one event may take, and many at once. */
const WATCH_MS = 50;
const WATCH_MANY_MS = 500;
/** The watch goes by the wall's clock, which on a busy machine can run out before the work had its turn. */
const ATTEMPTS = 3;
/** After that was not enough, nothing is watched for so many times as long. */
const REST = 20;

export interface PrivacyOptions {
  /** ms of a clock that never jumps. */
  readonly monotonic: () => number;
  /** There is something new to tell. */
  readonly onNotice: () => void;
  /** How many times the usual time a rule may take; 1 by itself. */
  readonly patience?: number;
}

/** `'dropped'`: not to be recorded. `'undecided'`: only a watched run can tell. */
type Outcome = JsonObject | 'dropped' | 'undecided';

export class Privacy {
  readonly #options: PrivacyOptions;
  #recordsPrivateWindows = false;
  #rules: readonly PrivacyRule[] = [];
  #problems: readonly string[] = [];
  /** How many events each of the rules kept out because it took too long. */
  #runaways = new Map<PrivacyRule, number>();
  /** The rule that runs, for when it is stopped. */
  #running: PrivacyRule | null = null;
  /** Until then nothing is run under watch. */
  #restsUntil = Number.NEGATIVE_INFINITY;

  constructor(options: PrivacyOptions) {
    this.#options = options;
  }

  get #patience(): number {
    return this.#options.patience ?? 1;
  }

  /** What a person should know; names rules by their number, and nothing of what was recorded. */
  get notices(): readonly string[] {
    const runaways = [...this.#runaways].map(
      ([{ number }, dropped]) =>
        `Privacy rule ${number} takes too long: ${dropped} ${dropped === 1 ? 'event was' : 'events were'} not recorded, as ` +
        'it could not be told whether they may be. Make its pattern simpler.',
    );
    return [...this.#problems, ...runaways];
  }

  recordPrivateWindows(record: boolean): void {
    this.#recordsPrivateWindows = record;
  }

  /** The rules of the setting, to be taken with `use`. StoreError `invalid` with what is wrong. */
  read(setting: Json): readonly PrivacyRule[] {
    return readRules(setting);
  }

  use(rules: readonly PrivacyRule[]): void {
    this.#rules = rules;
    this.#problems = [];
    this.#runaways = new Map();
  }

  /** From the record as it was found: rules that cannot be used must not keep the others from being. */
  load(setting: Json): void {
    const { rules, problems } = readUsableRules(setting);
    this.use(rules);
    this.#problems = problems;
  }

  /** The event as it may be recorded; null: not at all. */
  pass<E extends NewEvent>(bucket: string, event: E): E | null {
    return this.#passAll(bucket, [event], WATCH_MS * this.#patience)[0] ?? null;
  }

  /** Those that may be recorded, as they may be, in their order. */
  passAll<E extends NewEvent>(bucket: string, events: readonly E[]): readonly E[] {
    return this.#passAll(bucket, events, WATCH_MANY_MS * this.#patience);
  }

  #passAll<E extends NewEvent>(bucket: string, events: readonly E[], watchMs: number): readonly E[] {
    const rules = this.#rules.filter(({ bucketPrefix }) => bucket.startsWith(bucketPrefix));
    if (rules.length === 0 && this.#recordsPrivateWindows) return events;
    const outcomes = events.map(({ data }) => this.#decide(rules, data, false));
    if (outcomes.includes('undecided')) this.#watch(rules, events, outcomes, watchMs);
    return events.flatMap((event, index): E | [] => {
      const outcome = outcomes[index];
      if (outcome === undefined || typeof outcome === 'string') return [];
      return outcome === event.data ? event : { ...event, data: outcome };
    });
  }

  /** Decides what is undecided until the time is over; what is left then stays undecided, and is not recorded. */
  #watch(rules: readonly PrivacyRule[], events: readonly NewEvent[], outcomes: Outcome[], ms: number): void {
    const decide = () => {
      for (const [index, { data }] of events.entries()) {
        if (outcomes[index] === 'undecided') outcomes[index] = this.#decide(rules, data, true);
      }
    };
    for (let attempt = 1, had = 0; attempt <= ATTEMPTS && had < ms / 2; attempt += 1) {
      const before = process.cpuUsage();
      if (withinTime(ms, decide) !== null) return;
      const { user, system } = process.cpuUsage(before);
      had = (user + system) / 1000;
    }
    this.#restsUntil = this.#options.monotonic() + REST * ms;
    this.#ranAway(outcomes.filter((outcome) => outcome === 'undecided').length);
  }

  #decide(rules: readonly PrivacyRule[], data: JsonObject, watched: boolean): Outcome {
    // What is no object is refused later, by whoever checks what can be stored.
    if (typeof data !== 'object' || data === null) return data;
    if (!this.#recordsPrivateWindows && data.incognito === true) return 'dropped';
    let kept = data;
    for (const rule of rules) {
      const text = textAt(kept, rule.path);
      if (text === undefined) continue;
      this.#running = rule;
      const found = rule.pattern.isIn(text, watched);
      if (found === null) return this.#cannotTell();
      if (!found) continue;
      if (rule.replacement === null) return 'dropped';
      kept = withText(kept, rule.path, rule.replacement);
    }
    return kept;
  }

  #cannotTell(): Outcome {
    if (this.#options.monotonic() >= this.#restsUntil) return 'undecided';
    this.#ranAway(1);
    return 'dropped';
  }

  #ranAway(dropped: number): void {
    if (this.#running === null) return;
    this.#runaways.set(this.#running, (this.#runaways.get(this.#running) ?? 0) + dropped);
    this.#options.onNotice();
  }
}
