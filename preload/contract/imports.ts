/**
 * Taking another record in: what is found on this machine, what an import would do, what it did, how far it is.
 * All times are integer microseconds since the Unix epoch.
 */
import { z } from 'zod';
import { hostRename } from './hosts.ts';

const micros = z.int();
const count = z.int().nonnegative();
const path = z.string().min(1).max(32_768);

/**
 * Hosts that have another name now, beside those that are known to. One that is named as itself is none of these, whatever is
 * known. What was imported so is known from then on.
 */
const hosts = z.array(hostRename.refine(({ from, to }) => to !== '' || from === '', 'a host needs a name')).max(1000);

/** What a file is, told by its content: an export, or the database of one of ActivityWatch's two servers. */
export const sourceKind = z.enum(['activitywatch-json', 'aw-server-rust', 'aw-server']);
export type SourceKind = z.infer<typeof sourceKind>;

/** The record of an ActivityWatch that is installed on this machine. */
export const foundRecord = z.object({
  kind: sourceKind,
  path: z.string(),
  bytes: count,
  modified: micros,
  /** Whether it is in use now; it can be read all the same. */
  running: z.boolean(),
});
export type FoundRecord = z.infer<typeof foundRecord>;

/** What an import of this file would do with each bucket and setting. `fresh` + `known` + `refused` = `events`. */
export const importPreview = z.object({
  kind: sourceKind,
  path: z.string(),
  buckets: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      client: z.string(),
      hostname: z.string(),
      events: count,
      /** The earliest start and the latest end; null where nothing of it can be taken. */
      first: micros.nullable(),
      last: micros.nullable(),
      /** Whether the record has the bucket already. */
      exists: z.boolean(),
      /** Would be taken. */
      fresh: count,
      /** Are there already, or come twice. */
      known: count,
      refused: count,
      /** Why some are refused: the first few reasons. */
      problems: z.array(z.string()),
    }),
  ),
  /** The hosts that its buckets are of, as the file has them, and as what they would be taken: most as themselves. */
  hosts: z.array(hostRename),
  settings: z.array(
    z.object({
      key: z.string(),
      /** Compared with what is set here. */
      state: z.enum(['new', 'same', 'different']),
      /** The value, where it is a plain one; cut where it is long. */
      text: z.string().nullable(),
      /** How many entries it has, where it is a list or an object. */
      entries: count.nullable(),
    }),
  ),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importLook = z.object({ path, hosts });
export type ImportLook = z.infer<typeof importLook>;

export const importRequest = z.object({
  path,
  hosts,
  /** Which of the file's settings are taken: none, those that are not set here, or all. */
  settings: z.enum(['none', 'missing', 'all']),
});
export type ImportRequest = z.infer<typeof importRequest>;

export const importReport = z.object({
  buckets: z.array(
    z.object({
      id: z.string(),
      created: z.boolean(),
      imported: count,
      /** They were there already, or came twice. */
      skipped: count,
      refused: count,
      /** Why some were refused: the first few reasons. */
      problems: z.array(z.string()),
    }),
  ),
  /** The hosts that were taken for others. */
  hosts: z.array(hostRename),
  settings: z.array(z.object({ key: z.string(), state: z.enum(['set', 'kept']) })),
});
export type ImportReport = z.infer<typeof importReport>;

/** How far the import under way is, in events; `total` null: not known. `idle`: none is under way. */
export const importProgress = z.object({
  state: z.enum(['idle', 'reading', 'comparing', 'saving']),
  done: count,
  total: count.nullable(),
});
export type ImportProgress = z.infer<typeof importProgress>;

const nothing = z.tuple([]);

export const importSchemas = {
  /** The records of ActivityWatch in their known places, aw-server-rust's first, then those written last. */
  'imports.find': { args: nothing, result: z.array(foundRecord) },
  /** Asks the person for a file; null: none chosen. `unsupported` where there is no dialog to ask with. */
  'imports.choose': { args: nothing, result: z.string().nullable() },
  /** Counted with its hosts as the import would take them. Writes nothing. `cancelled` if it was. */
  'imports.preview': { args: z.tuple([importLook]), result: importPreview },
  /** All or nothing, and on disk when it is answered. `cancelled` if it was; nothing of it is left then. */
  'imports.run': { args: z.tuple([importRequest]), result: importReport },
  /** Ends the preview or import under way, until its commit begins. */
  'imports.cancel': { args: nothing, result: z.null() },
  'imports.progress': { args: nothing, result: importProgress },
  /** What to offer at first: a found record, as long as this one has only just begun and nobody declined. */
  'imports.offer': { args: nothing, result: foundRecord.nullable() },
  /** Not to be offered again. */
  'imports.dismiss': { args: nothing, result: z.null() },
} as const;
