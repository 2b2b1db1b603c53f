/**
 * The package x11 is an X server as well, knows the names of all keys, and speaks forty extensions, of which the watchers ask
 * one. What is bundled is held in memory for as long as Daytrail runs, so the rest stays out; asking for it fails.
 */
const FROM = /[/\\]node_modules[/\\]x11[/\\]lib[/\\]/;
const UNUSED = /^\.\/(?:xserver|keysyms|gcfunction|ext\/(?!screen-saver$)[\w-]+)$/;
const LEFT_OUT = '\0x11-left-out';

export interface BuildPlugin {
  readonly name: string;
  readonly enforce: 'pre';
  resolveId(id: string, importer: string | undefined): string | null;
  load(id: string): string | null;
}

export function x11AsAWatcherNeedsIt(): BuildPlugin {
  return {
    name: 'daytrail:x11-parts',
    enforce: 'pre',
    resolveId: (id, importer) => (importer !== undefined && FROM.test(importer) && UNUSED.test(id) ? LEFT_OUT : null),
    load: (id) =>
      id === LEFT_OUT ? "throw new Error('This part of x11 is not built in (scripts/build/x11-parts.ts).');" : null,
  };
}
