/** The XDG base directories (specifications.freedesktop.org/basedir-spec): a relative path in a variable is to be ignored. */
import path from 'node:path';

const FOLDERS = {
  data: { variable: 'XDG_DATA_HOME', usual: ['.local', 'share'] },
  config: { variable: 'XDG_CONFIG_HOME', usual: ['.config'] },
} as const;

export function xdgFolder(
  kind: keyof typeof FOLDERS,
  { env, home }: { readonly env: Readonly<Record<string, string | undefined>>; readonly home: string },
): string {
  const { variable, usual } = FOLDERS[kind];
  const given = env[variable];
  return given !== undefined && path.posix.isAbsolute(given) ? given : path.posix.join(home, ...usual);
}
