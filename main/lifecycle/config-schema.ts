/**
 * What the configuration can say, and what holds where it says nothing. A person may write it by hand, so it is read with
 * care for them: a preference that makes no sense counts as not said and is named; what decides who may use the API must
 * make sense, or the whole is not taken. Keys that nobody here knows are kept in the file.
 *
 * Each area of preferences is a section, an object of its own, in which every key has a default.
 */
import { z } from 'zod';
import { EXTENSION_ORIGIN } from '../../preload/contract/access.ts';
import { preferenceSections } from '../../preload/contract/config.ts';

/** An extension that a person let in; `origin` as its browser writes it, `since` in µs since the epoch. */
const extension = z.looseObject({
  origin: z.string().regex(EXTENSION_ORIGIN),
  name: z.string().max(200),
  since: z.int(),
});

/** Who may use the API. At the top of the file, where they are found by somebody who only wants to set a key. */
const access = z.object({
  /** What a header can carry in one word; null: no key. */
  apiKey: z
    .string()
    .max(1000)
    .regex(/^[!-~]+$/)
    .nullable()
    .default(null),
  extensions: z.array(extension).max(1000).default([]),
});

/** What a person sets in the window has its rules in the contract. */
const { watchers, presence, hours, privacy, updates, returns } = preferenceSections;

const sections = {
  privacy: z.object({ recordPrivateWindows: privacy.shape.recordPrivateWindows.default(false) }),
  watchers: z.object({
    window: watchers.shape.window.default(true),
    presence: watchers.shape.presence.default(true),
  }),
  presence: z.object({ awayAfterSeconds: presence.shape.awayAfterSeconds.default(180) }),
  /** The last pause, which may be going on (pause.ts). Moments in µs since the epoch; null: there is none. */
  pause: z.object({
    from: z.int().nullable().default(null),
    until: z.int().nullable().default(null),
    resumed: z.int().nullable().default(null),
  }),
  hours: z.object({
    on: hours.shape.on.default(false),
    days: hours.shape.days.default([1, 2, 3, 4, 5]),
    from: hours.shape.from.default('09:00'),
    to: hours.shape.to.default('17:00'),
  }),
  updates: z.object({ daily: updates.shape.daily.default(false) }),
  returns: z.object({ ask: returns.shape.ask.default(false) }),
} as const;

type Sections = { readonly [Name in keyof typeof sections]: Readonly<z.infer<(typeof sections)[Name]>> };
export type Config = Readonly<z.infer<typeof access>> & Sections;

/** What is to be set anew: of a section, only the keys named. `apiKey: null` takes the key away. */
export type ConfigChanges = {
  readonly [Key in keyof Config]?: Key extends keyof Sections ? Partial<Config[Key]> : Config[Key];
};

export interface ReadConfig {
  readonly config: Config;
  /** The preferences that make no sense, such as `privacy.recordPrivateWindows`; their defaults hold. */
  readonly ignored: readonly string[];
}

/** Throws, saying what is wrong without repeating it, where it is no configuration. */
export function readConfig(document: unknown): ReadConfig {
  if (!isObject(document)) throw new Error('it is not a JSON object');
  const known = access.safeParse(document);
  if (!known.success) throw new Error(flawOf(known.error));
  const ignored: string[] = [];
  const read = Object.entries(sections).map(([name, schema]) => {
    const said = document[name];
    if (said !== undefined && !isObject(said)) ignored.push(name);
    const given = isObject(said) ? said : {};
    const nonsense = new Set(schema.safeParse(given).error?.issues.map(({ path }) => String(path[0])));
    ignored.push(...[...nonsense].map((key) => `${name}.${key}`));
    return [name, schema.parse(Object.fromEntries(Object.entries(given).filter(([key]) => !nonsense.has(key))))];
  });
  return { config: { ...known.data, ...(Object.fromEntries(read) as Sections) }, ignored };
}

export const DEFAULTS: Config = readConfig({}).config;

/** The document with the changes in it; all that they do not name stays as it is. */
export function withChanges(document: object, changes: ConfigChanges): object {
  const next: Record<string, unknown> = { ...document };
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    const before = next[key];
    if (value === null) delete next[key];
    else next[key] = isObject(value) ? { ...(isObject(before) ? before : {}), ...value } : value;
  }
  return next;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function flawOf({ issues }: z.ZodError): string {
  const path = issues[0]?.path.map(String).join('.') ?? '';
  if (path === 'apiKey') return "its 'apiKey' is not a word of ASCII letters, digits and signs";
  return `its '${path}' is not what it should be`;
}
