/** What a write did, told to whoever follows the record live. */
import type { Event, Micros } from '../events/event.ts';

export type Change =
  /** New or lengthened events, whole. */
  | { readonly kind: 'events'; readonly bucket: string; readonly events: readonly Event[] }
  /** So much or such a thing changed between these moments that it must be read again. */
  | { readonly kind: 'range'; readonly bucket: string; readonly start: Micros; readonly end: Micros }
  /** A bucket came, went or was changed. */
  | { readonly kind: 'buckets' };
