/**
 * How long the computer was off. At its end presence.ts has begun an event that says so; whether it was really switched
 * off then, and until when, only the next start can tell.
 */
import type { JsonObject, Micros } from '../events/event.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import type { Beat } from './beat.ts';

interface ListedEvent {
  readonly timestamp: string;
  /** s */
  readonly duration: number;
  readonly data: JsonObject;
}

/** The newest event of the bucket as it has to be now; nothing where it is no such event, or the computer ran on after it. */
export async function offUntilBoot(
  store: Pick<StoreHandle, 'listEvents'>,
  bucket: string,
  bootedAt: Micros,
): Promise<Beat[]> {
  const [newest] = JSON.parse(new TextDecoder().decode(await store.listEvents(bucket, {}, 1))) as ListedEvent[];
  if (newest?.data.reason !== 'off') return [];
  const start = Date.parse(newest.timestamp) * 1000;
  const end = start + Math.round(newest.duration * 1_000_000);
  return bootedAt > end ? [{ start, end: bootedAt, data: newest.data, joint: 'goes-on' }] : [];
}
