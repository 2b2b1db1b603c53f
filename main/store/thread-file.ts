/**
 * The file of a worker thread. From source, Node runs the TypeScript as it is; built, every entry and chunk of the main
 * bundle lies in one folder (electron.vite.config.ts).
 */
const SOURCE = {
  store: './store.thread.ts',
  query: '../query/query.thread.ts',
  import: '../interchange/import.thread.ts',
  join: '../interchange/join.thread.ts',
  backup: './backups/backup.thread.ts',
} as const;
const BUILT = {
  store: './store.thread.js',
  query: './query.thread.js',
  import: './import.thread.js',
  join: './join.thread.js',
  backup: './backup.thread.js',
} as const;

export function threadFile(name: keyof typeof SOURCE): URL {
  const files = import.meta.url.endsWith('.ts') ? SOURCE : BUILT;
  return new URL(files[name], import.meta.url);
}
