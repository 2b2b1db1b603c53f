/** When what is said about what arrives (preload/contract/recording.ts) has to be said anew. */
import { silenceIn } from '../../../preload/contract/recording.ts';
import type { Source } from '../../../preload/contract/schemas.ts';
import { MINUTE, type Micros } from '../../timeline/index.ts';

/** How long until the same sources may be spoken of differently, in µs. */
export function recordingChangesIn(sources: readonly Source[], now: Micros): Micros {
  return Math.min(MINUTE - (now % MINUTE), silenceIn(sources, now));
}
