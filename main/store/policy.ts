/**
 * What the configuration decides about the store thread's work. The main thread owns the configuration, hands this over
 * at start, and again whenever it changes.
 */

import type { Stretch } from './unrecorded.ts';

/** Who may use the HTTP API besides the programs of this machine; api/access.ts holds them to it. */
export interface AccessRules {
  /** What every request must bring; null: nothing. */
  readonly apiKey: string | null;
  /** The origins of the extensions that a person let in. */
  readonly extensions: readonly string[];
}

export interface Policy {
  /** `unusable`: nobody can tell what the configuration wants closed, so the API is not served; why, and what to do. */
  readonly access: AccessRules | { readonly unusable: string };
  /** Whether events are stored that a browser says are of a private window. */
  readonly recordPrivateWindows: boolean;
  /** When nothing is recorded (unrecorded.ts): past ones that are near, the present one, and what is known to come. */
  readonly notRecorded: readonly Stretch[];
}

/** What holds where nothing was configured. */
export const USUAL_POLICY: Policy = {
  access: { apiKey: null, extensions: [] },
  recordPrivateWindows: false,
  notRecorded: [],
};
