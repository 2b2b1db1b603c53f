import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

const use = (names: string, from: string) => `import type { ${names} } from '${from}';\nexport type Used = ${names};\n`;
const call = (names: string, from: string) => `import { ${names} } from '${from}';\n${names}();\n`;

/** Each is a file of its own; `#` in a path keeps the files of one folder apart. */
const REFUSED: readonly (readonly [what: string, path: string, source: string])[] = [
  ['the store to import electron', 'main/store/#.ts', call('app', 'electron')],
  ['the API to import a part of electron', 'main/api/#.ts', call('app', 'electron/main')],
  ['a query to load electron later', 'main/query/#.ts', "export const app = await import('electron');\n"],
  ['the headless shell to import electron', 'main/headless-#.ts', call('app', 'electron')],
  ['the services to import the shell', 'main/lifecycle/#.ts', call('tray', '../shell/tray.ts')],
  ['main to import from the window', 'main/store/#.ts', use('View', '../../renderer/views/view.ts')],
  ['main to import the preload', 'main/bridge/#.ts', use('Api', '../../preload/index.ts')],
  ['the shell to import from the window', 'main/shell/#.ts', use('View', '../../renderer/views/view.ts')],
  ['the shell to use ipcRenderer', 'main/shell/#.ts', call('ipcRenderer', 'electron')],
  ['the product to import benchmarks', 'main/store/#.ts', use('Year', '../../bench/year.ts')],
  ['events to import the store', 'main/events/#.ts', use('Operations', '../store/operations.ts')],
  ['events to import the contract', 'main/events/#.ts', use('Source', '../../preload/contract/schemas.ts')],
  ['the contract to import main', 'preload/contract/#.ts', use('Event', '../../main/events/event.ts')],
  ['the contract to import Node', 'preload/contract/#.ts', call('hostname', 'node:os')],
  ['the preload to import main', 'preload/#.ts', use('Event', '../main/events/event.ts')],
  ['the window to import main', 'renderer/timeline/#.ts', use('Event', '../../main/events/event.ts')],
  [
    'the window to load main later',
    'renderer/#.ts',
    "export const store = await import('../main/store/store-handle.ts');\n",
  ],
  ['the window to import the preload', 'renderer/bridge/#.ts', use('Api', '../../preload/index.ts')],
  ['the window to import electron', 'renderer/views/#.tsx', call('ipcRenderer', 'electron')],
  ['the window to import Node', 'renderer/views/#.tsx', call('hostname', 'node:os')],
  ['a test of the window to import main', 'renderer/#.test.ts', use('Event', '../main/events/event.ts')],
  [
    'a push past the bridge',
    'main/shell/#.ts',
    "import { window } from './w.ts';\nwindow.webContents.send('status', 1);\n",
  ],
];

const ALLOWED: readonly (readonly [what: string, path: string, source: string])[] = [
  ['the shell to import electron', 'main/shell/#.ts', call('app', 'electron')],
  ['the shell to import the services', 'main/shell/#.ts', call('start', '../lifecycle/services.ts')],
  ['the store to import the contract', 'main/store/#.ts', use('Source', '../../preload/contract/schemas.ts')],
  ['the store to import events', 'main/store/#.ts', use('Event', '../events/event.ts')],
  ['events to import their neighbours', 'main/events/#.ts', use('Event', './event.ts')],
  ['the contract to import its neighbours', 'preload/contract/#.ts', use('Channel', './channels.ts')],
  [
    'the preload to import electron and the contract',
    'preload/#.ts',
    `${call('ipcRenderer', 'electron')}${use('Push', './contract/channels.ts')}`,
  ],
  ['the window to import the contract', 'renderer/views/#.tsx', use('Source', '../../preload/contract/schemas.ts')],
  ['a test of the window to read files', 'renderer/#.test.ts', call('readFileSync', 'node:fs')],
  [
    "the bridge's Electron transport to push",
    'main/bridge/electron-transport.ts',
    "import { window } from './w.ts';\nwindow.webContents.send('status', 1);\n",
  ],
];

describe('the linter', () => {
  let folder = '';
  let complaints = new Map<string, string[]>();
  const fileOf = (path: string, index: number) => path.replace('#', `case-${index}`);

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'daytrail-lint-')));
    const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8')) as Record<string, unknown>;
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
    cpSync(join(ROOT, 'scripts/lint'), join(folder, 'scripts/lint'), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction');
    for (const [index, [, path, source]] of [...REFUSED, ...ALLOWED].entries()) {
      const file = join(folder, fileOf(path, index));
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, source);
    }
    complaints = lint(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(REFUSED.map((one, index) => [one[0], fileOf(one[1], index)] as const))('refuses %s', (_, file) => {
    expect(complaints.get(file) ?? []).toContainEqual(
      expect.stringMatching(/^(lint\/style\/noRestrictedImports|plugin)$/),
    );
  });

  it.each(ALLOWED.map((one, index) => [one[0], fileOf(one[1], REFUSED.length + index)] as const))(
    'allows %s',
    (_, file) => {
      expect(complaints.get(file) ?? []).toEqual([]);
    },
  );
});

/** The categories of what is wrong with each file. */
function lint(folder: string): Map<string, string[]> {
  const biome = join(ROOT, 'node_modules/@biomejs/biome/bin/biome');

  const complaints = new Map<string, string[]>();
  let report: string;
  try {
    report = execFileSync(
      process.execPath,
      [biome, 'lint', '--reporter=github', '--max-diagnostics=none', 'main', 'preload', 'renderer'],
      {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    );
  } catch (error) {
    report = String((error as { stdout?: unknown }).stdout ?? '');
  }
  for (const [, title, file] of report.matchAll(/^::error title=([^,]+),file=([^,]+),/gm)) {
    if (title === undefined || file === undefined) continue;
    const path = relative(folder, resolve(folder, file)).replaceAll('\\', '/');
    complaints.set(path, [...(complaints.get(path) ?? []), title]);
  }
  return complaints;
}
