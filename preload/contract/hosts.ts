/** Hosts that were renamed: taking what was recorded under the old name for the new one's. */
import { z } from 'zod';

const hostname = z.string().max(1000);

/** `from` is the old name. */
export const hostRename = z.object({ from: hostname, to: hostname });
export type HostRename = z.infer<typeof hostRename>;

const hostJoin = hostRename.extend({ to: hostname.min(1) });

/** What becomes, or has become, of one bucket of the old name. */
export const joinedBucket = z.object({
  id: z.string(),
  /** The id that its events are found under afterwards. */
  into: z.string(),
  /** There was nothing to join it with. */
  renamed: z.boolean(),
  events: z.int().nonnegative(),
  /** Of these, how many were there already. */
  known: z.int().nonnegative(),
});
export type JoinedBucket = z.infer<typeof joinedBucket>;

export const hostSchemas = {
  /** Writes nothing. `not-found` where nothing was recorded under the old name. */
  'hosts.previewJoin': { args: z.tuple([hostJoin]), result: z.array(joinedBucket) },
  /** All or nothing, and on disk when it is answered. It cannot be taken back but from a copy of the record. */
  'hosts.join': { args: z.tuple([hostJoin]), result: z.array(joinedBucket) },
  /** The hosts that are known to be one: what is imported of the old name is taken as the new one's. */
  'hosts.joined': { args: z.tuple([]), result: z.array(hostRename) },
  /** What is imported from then on is taken as it is called. What is joined stays so. */
  'hosts.forget': { args: z.tuple([z.object({ from: hostname })]), result: z.null() },
} as const;
