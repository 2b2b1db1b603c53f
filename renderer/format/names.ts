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

/** Where a watcher's program stands in its bucket's id. */
const PROGRAM_IN_ID: Readonly<Record<string, RegExp>> = {
  'web.tab.current': /web-([a-z0-9]+)/,
  'app.editor.activity': /^aw-watcher-([a-z0-9]+)/,
};

/**
 * The bucket's own name, else what it holds, told apart by the browser or the editor that its id names
 * (aw-watcher-web-firefox, aw-watcher-vim). Never empty.
 */
export function bucketName(bucket: Named): string {
  if (bucket.name !== null && bucket.name.trim() !== '') return bucket.name;
  const known = KINDS[bucket.type];
  if (known === undefined) return bucket.id;
  const program = PROGRAM_IN_ID[bucket.type]?.exec(bucket.id)?.[1];
  const name = program === undefined ? undefined : PROGRAMS.get(program);
  return name === undefined ? known : `${known}, ${name}`;
}

/** `3 changes`, `1 change`, `1,234 events`: a count in the person's digits with its noun. */
export function counted(count: number, one: string, many = `${one}s`, locale?: string): string {
  return `${new Intl.NumberFormat(locale).format(count)} ${count === 1 ? one : many}`;
}
