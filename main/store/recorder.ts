/**
 * What is recorded as it comes in: heartbeats and inserted events, after everything has been taken out of them that a person
 * does not want recorded, by when it happened (unrecorded.ts) and by what it is (privacy.ts). So no door gets past it.
 */
import { type Event, type Micros, type NewEvent, NOT_RECORDED } from '../events/event.ts';
import type { Buckets } from './buckets.ts';
import type { EventBook } from './event-book.ts';
import type { EventToWrite } from './operations.ts';
import type { Policy } from './policy.ts';
import type { Privacy } from './privacy.ts';
import { bridged, covers, OWN_WORD, outside, type Stretch } from './unrecorded.ts';

export interface RecorderOptions {
  readonly buckets: Buckets;
  readonly events: EventBook;
  readonly privacy: Privacy;
  readonly now: () => Micros;
}

export class Recorder {
  readonly #buckets: Buckets;
  readonly #events: EventBook;
  readonly #privacy: Privacy;
  readonly #now: () => Micros;
  #notRecorded: readonly Stretch[] = [];

  constructor({ buckets, events, privacy, now }: RecorderOptions) {
    this.#buckets = buckets;
    this.#events = events;
    this.#privacy = privacy;
    this.#now = now;
  }

  /** As long as nothing is said, all but private windows is recorded. */
  follow({ recordPrivateWindows, notRecorded }: Pick<Policy, 'recordPrivateWindows' | 'notRecorded'>): void {
    this.#privacy.recordPrivateWindows(recordPrivateWindows);
    this.#notRecorded = notRecorded;
  }

  heartbeat(id: string, beat: NewEvent, pulsetime: Micros): Event {
    const stretches = this.#isOwnWord(id) ? [] : this.#notRecorded;
    const inTime = outside(stretches, beat);
    if (inTime === null) return { ...beat, id: NOT_RECORDED };
    const recorded = this.#privacy.pass(id, inTime);
    if (recorded === null) return this.#events.unrecorded(id, beat);
    return this.#events.heartbeat(id, recorded, bridged(stretches, recorded.start, pulsetime));
  }

  insert(id: string, events: readonly EventToWrite[]): readonly Event[] {
    return this.#events.insert(id, this.#privacy.passAll(id, this.#insertable(id, events)));
  }

  /**
   * What is inserted while nothing is recorded may be a recording, too: what happens meanwhile is left out. What was before is
   * somebody's entry, and so is what takes the place of an event.
   */
  #insertable(id: string, events: readonly EventToWrite[]): readonly EventToWrite[] {
    const present = this.#notRecorded.filter((stretch) => covers(stretch, this.#now()));
    if (present.length === 0 || this.#isOwnWord(id)) return events;
    return events.flatMap((event) => (event.id === undefined ? (outside(present, event) ?? []) : event));
  }

  /** `not-found` where there is no such bucket. */
  #isOwnWord(id: string): boolean {
    return this.#notRecorded.length > 0 && this.#buckets.get(id).stored.type === OWN_WORD;
  }
}
