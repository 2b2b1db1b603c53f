/** Which absences a person might be asked about: those that were long enough to be something, and no nights. Pure. */

import { isAway, isLive } from '../../preload/contract/recording.ts';
import type { Absence } from '../../preload/contract/returns.ts';
import type { Source } from '../../preload/contract/schemas.ts';
import type { Micros } from '../events/event.ts';

const MINUTE: Micros = 60_000_000;
const SHORTEST = 15 * MINUTE;
const LONGEST = 8 * 60 * MINUTE;

/** Told how things stand, it says when somebody has come back, once. */
export class Returns {
  #awaySince: Micros | null = null;

  /** `bucket`: the one that tells of presence. */
  look(sources: readonly Source[], bucket: string, now: Micros): Absence | null {
    const presence = sources.find((source) => source.bucket === bucket);
    if (presence === undefined || !isLive(presence, now)) return null;
    if (isAway(presence.label, presence.type)) {
      // Away behind a lock, then asleep: one absence.
      this.#awaySince ??= presence.since;
      return null;
    }
    const start = this.#awaySince;
    this.#awaySince = null;
    if (start === null) return null;
    const length = presence.since - start;
    return length >= SHORTEST && length <= LONGEST ? { start, end: presence.since } : null;
  }
}
