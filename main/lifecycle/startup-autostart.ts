/**
 * Starting at login on Linux, by a file in the person's autostart folder:
 * https://specifications.freedesktop.org/autostart-spec/latest/. The file follows a program that moves, as AppImages do.
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { posix as path } from 'node:path';
import type { Startup } from '../../preload/contract/startup.ts';
import { StoreError } from '../store/store-error.ts';
import type { StartAtLogin } from './startup.ts';

export interface AutostartOptions {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly files?: Files;
}

/** The file system, as far as it is needed; failures are thrown. */
export interface Files {
  /** Null: there is none. */
  read(file: string): string | null;
  /** Makes its folder, and replaces the file as a whole. */
  write(file: string, text: string): void;
  remove(file: string): void;
}

const NAME = path.join('autostart', 'daytrail.desktop');

export function autostart({ program, args, env, home, files = realFiles }: AutostartOptions): StartAtLogin {
  const own = path.join(absolute(env.XDG_CONFIG_HOME) ?? path.join(home, '.config'), NAME);
  const systemWide = (env.XDG_CONFIG_DIRS || '/etc/xdg').split(':').flatMap((dir) => absolute(dir) ?? []);
  const exec = `Exec=${[program, ...args].map(quoted).join(' ')}`;

  const get = (): Startup => {
    const text = files.read(own);
    if (text !== null) return { state: isOn(text) ? 'on' : 'off' };
    const forAll = systemWide.map((dir) => path.join(dir, NAME)).find((file) => files.read(file) !== null);
    if (forAll === undefined) return { state: 'off' };
    return { state: 'fixed', on: true, reason: `This computer starts Daytrail for everybody (${forAll}).` };
  };
  const change = (what: () => void) => {
    try {
      what();
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      throw new StoreError(
        'unwritable',
        `${own} cannot be changed (${reason}). Make the file and its folder writable, and try again.`,
        { cause: error },
      );
    }
  };

  return {
    get,
    set(on) {
      if (get().state === 'fixed') return get();
      change(() => (on ? files.write(own, entry(exec)) : files.remove(own)));
      return get();
    },
    refresh() {
      const text = files.read(own);
      const found = PROGRAM.exec(text ?? '');
      const now = `Exec=${quoted(program)}`;
      if (text === null || found === null || found[0] === now) return;
      // What it is started with stays, and so does whatever else a person wrote.
      const moved = text.replace(found[0], () => now);
      change(() => files.write(own, moved));
    },
  };
}

/** As `quoted` writes it; what a person wrote in other words stays theirs. */
const PROGRAM = /^Exec="(?:[^"\\]|\\n|\\\\(?:\\\\|[^\\]))*"/m;

const entry = (exec: string): string => `[Desktop Entry]
Type=Application
Name=Daytrail
Comment=Records what you work on, on this computer only
${exec}
Icon=daytrail
Terminal=false
X-GNOME-Autostart-enabled=true
`;

/** Desktops turn an entry off by either of these keys. */
const isOn = (text: string): boolean =>
  !/^Hidden=true\s*$/m.test(text) && !/^X-GNOME-Autostart-enabled=false\s*$/m.test(text);

/**
 * One argument of Exec: in quotes, in which some signs are escaped; then as any text of the file, in which a backslash is
 * two. https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
function quoted(argument: string): string {
  const escaped = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${escaped}"`.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

const absolute = (dir: string | undefined): string | null => (dir !== undefined && path.isAbsolute(dir) ? dir : null);

const realFiles: Files = {
  read(file) {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return null;
    }
  },
  write(file, text) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  },
  remove: (file) => rmSync(file, { force: true }),
};
