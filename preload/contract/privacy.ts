/** The privacy filters: rules that drop or redact what would be recorded. All times are integer µs since the Unix epoch. */
import { z } from 'zod';

/**
 * A rule as ActivityWatch's setting `privacy_filters` has it (docs/api.md), with all its keys filled in; keys of others are
 * kept. `bucket_prefix` is how the ids of the buckets begin that it looks at, empty for all; `field` a dotted path into the
 * data; `pattern` a regular expression that is looked for anywhere in that text; `replacement` what a redacted text becomes.
 */
export const privacyRule = z
  .object({
    enabled: z.boolean(),
    bucket_prefix: z.string().max(10_000),
    field: z.string().max(1000),
    pattern: z.string().max(20_000),
    action: z.enum(['drop', 'redact']),
    replacement: z.string().max(10_000),
  })
  .catchall(z.json());
export type PrivacyRule = z.infer<typeof privacyRule>;

const rules = z.array(privacyRule).max(1000);

export const privacyTrialQuery = z.object({
  rule: privacyRule,
  /** Something to try it on, as it would stand in the rule's field; null: nothing. */
  text: z.string().max(100_000).nullable(),
  /** Of which recorded events it is counted how many it would have changed. */
  start: z.int(),
  end: z.int(),
});
export type PrivacyTrialQuery = z.infer<typeof privacyTrialQuery>;

export const privacyTrial = z.object({
  /** Why the rule would be refused; null: it would be taken. */
  problem: z.string().nullable(),
  /** Whether the rule finds its pattern in the text; null: none was given, or it takes too long. */
  found: z.boolean().nullable(),
  /** How many of the recorded events it would have dropped or redacted; null: that takes too long. */
  events: z.int().nonnegative().nullable(),
});
export type PrivacyTrial = z.infer<typeof privacyTrial>;

export const privacySchemas = {
  /** In the order in which they are asked. */
  'privacy.get': { args: z.tuple([]), result: rules },
  /** Holds for everything that comes from then on; `invalid` with the first rule that is wrong, and none of them is taken. */
  'privacy.set': { args: z.tuple([rules]), result: z.null() },
  /** What one rule would do, on or off, by itself. Writes nothing. */
  'privacy.try': { args: z.tuple([privacyTrialQuery]), result: privacyTrial },
} as const;
