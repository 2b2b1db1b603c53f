/** What buckets and sources are called for a person, from the names that ActivityWatch's watchers give. */
import type { BucketSummary } from '../../preload/contract/schemas.ts';

/** What a type of bucket holds, as its watchers define it (docs.activitywatch.net, "Buckets and events"). */
const KINDS: Readonly<Record<string, string>> = {
  currentwindow: 'Apps and windows',
  afkstatus: 'Away and back',
  'web.tab.current': 'Browser tabs',
  'app.editor.activity': 'Editor',
  'os.hid.input': 'Keyboard and mouse',
  currently_playing: 'Music',
  vscode_currentfile: 'Editor',
  stopwatch: 'Stopwatch',
  'general.stopwatch': 'Stopwatch',
  'os.lockscreen.unlocks': 'Unlocks',
};

/** What the bucket holds in a person's words; a type nobody has named is shown as it is. */
export function kind(type: string): string {
  return KINDS[type] ?? type;
}

type Named = Pick<BucketSummary, 'id' | 'name' | 'type' | 'client' | 'hostname'>;

/** How programs that watchers name in lower case write themselves. */
const PROGRAMS = new Map([
  ['chrome', 'Chrome'],
  ['firefox', 'Firefox'],
  ['edge', 'Edge'],
  ['safari', 'Safari'],
  ['opera', 'Opera'],
  ['brave', 'Brave'],
  ['vivaldi', 'Vivaldi'],
  ['arc', 'Arc'],
  ['vim', 'Vim'],
  ['neovim', 'Neovim'],
  ['vscode', 'VS Code'],
  ['emacs', 'Emacs'],
  ['sublime', 'Sublime Text'],
  ['jetbrains', 'JetBrains'],
]);

/**
 * Where a watcher's program stands in its bucket's id, and what its events are called then: the program first, so that
 * two of them are told apart where there is room for a word only.
 */
const BY_PROGRAM: Readonly<Record<string, { readonly inId: RegExp; readonly what: string }>> = {
  'web.tab.current': { inId: /web-([a-z0-9]+)/, what: 'tabs' },
  'app.editor.activity': { inId: /^aw-watcher-([a-z0-9]+)/, what: 'editor' },
};

/**
 * The bucket's own name, else what it holds, told apart by the browser or the editor that its id names
 * (aw-watcher-web-firefox, aw-watcher-vim): Firefox tabs, Vim editor, Away and back. Never empty.
 */
export function bucketName(bucket: Named): string {
  if (bucket.name !== null && bucket.name.trim() !== '') return bucket.name;
  const known = KINDS[bucket.type];
  if (known === undefined) return bucket.id;
  const by = BY_PROGRAM[bucket.type];
  const name = PROGRAMS.get(by?.inId.exec(bucket.id)?.[1] ?? '');
  return by === undefined || name === undefined ? known : `${name} ${by.what}`;
}

/**
 * A name of its own for each bucket, by its id: of those called alike each has its host before it where their hosts
 * differ, so that it is read where there is room for a word only, and where even that would be the same what is its own of
 * its id, or all of it.
 */
export function distinctNames(buckets: readonly Named[]): ReadonlyMap<string, string> {
  const plain = buckets.map((bucket) => ({ bucket, name: bucketName(bucket) }));
  const once = counter(plain);
  const hosted = plain.map(({ bucket, name }) => ({
    bucket,
    name: once(name) || bucket.hostname === '' ? name : `${bucket.hostname}: ${name}`,
  }));
  const onceHosted = counter(hosted);
  const told = hosted.map(({ bucket, name }) => ({
    bucket,
    name: onceHosted(name) ? name : `${bucketName(bucket)}, ${ownPart(bucket)}`,
  }));
  const onceTold = counter(told);
  return new Map(
    told.map(({ bucket, name }) => [bucket.id, onceTold(name) ? name : `${bucketName(bucket)}, ${bucket.id}`]),
  );
}

/** An id without what watchers put around it, aw-watcher-THIS_host: that is the same for many, and comes first. */
function ownPart({ id, hostname }: Named): string {
  const own = id.replace(/^aw-(?:watcher|client)-/, '');
  return hostname !== '' && own.endsWith(`_${hostname}`) ? own.slice(0, -hostname.length - 1) || id : own || id;
}

/** Whether a name occurs only once among these. */
function counter(all: readonly { readonly name: string }[]): (name: string) => boolean {
  const counts = new Map<string, number>();
  for (const { name } of all) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (name) => counts.get(name) === 1;
}

/** `3 changes`, `1 change`, `1,234 events`: a count in the person's digits with its noun. */
export function counted(count: number, one: string, many = `${one}s`, locale?: string): string {
  return `${new Intl.NumberFormat(locale).format(count)} ${count === 1 ? one : many}`;
}

/** As a sentence begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
