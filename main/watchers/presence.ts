/**
 * Whether somebody is there, decided from evidence: the last input, a locked screen, sleep, another person's session, the
 * end of the system. Pure: it is told what was seen and when (µs of the wall clock), and answers with beats as
 * ActivityWatch's away watcher writes them, `afk` with the reason beside the status.
 *
 * - Nobody is there from the last input on, once that is `awayAfter` ago; somebody again from the input that ended it.
 *   Presence is therefore told up to the last input only: what follows may turn out to be absence.
 * - A film or a call counts as input does, but only keeps somebody there: it brings nobody back, and not longer than four
 *   hours after the last input, since a player may be forgotten.
 * - A locked screen, sleep and another session count from the moment they are told, whatever the input.
 * - What nobody saw is nothing: no event reaches over a gap, but for sleep, which is known to have lasted.
 */
import type { JsonObject, Micros } from '../events/event.ts';
import { type Beat, type Joint, Stretch } from './beat.ts';
import type { SystemEvent } from './system-events.ts';

export type AwayReason = 'idle' | 'locked' | 'switched' | 'suspended' | 'off';

export interface Evidence {
  /** How long ago the last input was, µs; null: this desktop does not tell. */
  readonly idle: Micros | null;
  /** Something needs nobody's hands and is attended to all the same: a call, a film. */
  readonly engaged?: boolean;
}

const AWAY_AFTER: Micros = 180_000_000;
/** Nobody is taken to be there for longer without input, whatever is shown. */
const ENGAGED_AT_MOST: Micros = 4 * 3_600_000_000;

/** Two measurements of the same input differ by so much at most. */
const SAME_INPUT: Micros = 250_000;
/** A sleep that was announced begins within this time, or does not happen. */
const FALLS_ASLEEP_WITHIN: Micros = 30_000_000;

export class Presence {
  readonly #awayAfter: () => Micros;
  /** What goes on; null: nothing is known yet. */
  #current: Stretch | null = null;
  /** Why nobody is there; null: somebody is, or nothing is known. */
  #away: AwayReason | null = null;
  /** While away: input after this moment ends it. */
  #quietSince: Micros = 0;
  /** Somebody unlocked the screen or came back to the session, which is as good as input. */
  #cameAt: Micros = Number.NEGATIVE_INFINITY;
  /** When something was last attended to without hands. */
  #engagedAt: Micros = Number.NEGATIVE_INFINITY;
  #locked = false;
  #switched = false;
  #asleepSince: Micros | null = null;
  #ending = false;
  /** Of the next event where none goes on. */
  #joint: Joint = 'first';

  /** `awayAfter` is asked at each look, since it is a preference. */
  constructor({ awayAfter = () => AWAY_AFTER }: { readonly awayAfter?: () => Micros } = {}) {
    this.#awayAfter = awayAfter;
  }

  /** Why nobody is there; null: somebody is, or nothing is known. */
  get away(): AwayReason | null {
    return this.#away;
  }

  /** Whether the person's desktop is to be seen: not behind a lock, in sleep, under another session or at the end. */
  get desktopShown(): boolean {
    return this.#covered() === null;
  }

  /** Whether it matters at this moment if something is attended to without hands: without that, input ended too long ago. */
  wantsEngaged(idle: Micros, at: Micros): boolean {
    if (!this.desktopShown || this.#away !== null) return false;
    const quiet = at - this.#lastInput(idle, at);
    return quiet >= this.#awayAfter() && quiet < ENGAGED_AT_MOST;
  }

  /** What can be seen at this moment. Called every few seconds. */
  look(evidence: Evidence, at: Micros): Beat[] {
    if (this.#asleepSince !== null && at - this.#asleepSince > FALLS_ASLEEP_WITHIN) this.#asleepSince = null;
    if (!this.desktopShown) return this.#current?.to(at) ?? [];
    if (evidence.idle === null) return this.#withoutInput(at);
    const lastInput = this.#lastInput(evidence.idle, at);
    if (this.#away !== null) return this.#whileAway(lastInput, at);
    const here = this.#current ?? this.#begin(null, at);
    if (evidence.engaged === true && at - lastInput < ENGAGED_AT_MOST) this.#engagedAt = at;
    const lastSign = Math.max(lastInput, this.#engagedAt);
    if (at - lastSign < this.#awayAfter()) return here.to(lastSign);
    const left = Math.max(lastSign, here.toldTo);
    return [...(left > here.start ? here.to(left) : []), ...this.#turn('idle', left, lastInput + SAME_INPUT).to(at)];
  }

  happened(event: SystemEvent, at: Micros): Beat[] {
    if (event === 'lock') this.#locked = true;
    if (event === 'unlock') this.#locked = false;
    if (event === 'switch-away') this.#switched = true;
    if (event === 'switch-back') this.#switched = false;
    if (event === 'suspend') this.#asleepSince = at;
    if (event === 'resume') this.#asleepSince = null;
    if (event === 'shutdown') this.#ending = true;
    if (event === 'unlock' || event === 'switch-back') this.#cameAt = at;
    const covered = this.#covered();
    // Who unlocks or comes back is there. A computer also wakes by itself: only input shows that somebody woke it.
    if (covered !== null || event !== 'resume') return this.#become(covered, at);
    if (this.#away === null) return [];
    this.#quietSince = at;
    return this.#current?.to(at) ?? [];
  }

  /** Time did not go on from `before` to `after`: what went on ends, unless it was sleep. */
  gap(before: Micros, after: Micros): Beat[] {
    if (this.#covered() === 'suspended' && after > before) {
      return this.happened('resume', after);
    }
    const beats = this.end(before);
    this.#begin(this.#covered(), after);
    return beats;
  }

  /** The watcher stops: whoever was there still was, and nothing is known afterwards. */
  end(at: Micros): Beat[] {
    const beats = this.#current?.to(at) ?? [];
    this.#forget();
    return beats;
  }

  /** What hides the desktop, whatever the input: the gravest. */
  #covered(): AwayReason | null {
    if (this.#ending) return 'off';
    if (this.#asleepSince !== null) return 'suspended';
    if (this.#switched) return 'switched';
    return this.#locked ? 'locked' : null;
  }

  #lastInput(idle: Micros, at: Micros): Micros {
    return Math.max(at - idle, this.#cameAt);
  }

  #whileAway(lastInput: Micros, at: Micros): Beat[] {
    const away = this.#current ?? this.#begin(this.#away, at);
    if (lastInput <= this.#quietSince) return away.to(at);
    const back = Math.max(lastInput, away.toldTo);
    return [...away.to(back), ...this.#turn(null, back, 0).to(back)];
  }

  /** Where input cannot be seen, presence is not claimed; that the screen is no longer locked is all that is known. */
  #withoutInput(at: Micros): Beat[] {
    const beats = this.#away === null ? [] : (this.#current?.to(at) ?? []);
    this.#forget();
    return beats;
  }

  #forget(): void {
    this.#current = null;
    this.#away = null;
    this.#cameAt = Number.NEGATIVE_INFINITY;
    this.#engagedAt = Number.NEGATIVE_INFINITY;
    this.#joint = 'fresh';
  }

  #become(reason: AwayReason | null, at: Micros): Beat[] {
    const before = this.#current;
    if (before !== null && this.#away === reason) return before.to(at);
    const turn = Math.max(at, before?.toldTo ?? at);
    return [...(before?.to(turn) ?? []), ...this.#turn(reason, turn, turn).to(turn)];
  }

  #turn(reason: AwayReason | null, at: Micros, quietSince: Micros): Stretch {
    this.#quietSince = quietSince;
    return this.#begin(reason, at);
  }

  #begin(reason: AwayReason | null, at: Micros): Stretch {
    this.#away = reason;
    this.#current = new Stretch(dataOf(reason), at, this.#current?.joint ?? this.#joint);
    return this.#current;
  }
}

const dataOf = (reason: AwayReason | null): JsonObject =>
  reason === null ? { status: 'not-afk' } : { status: 'afk', reason };
