import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { load } from 'js-yaml';
import { describe, expect, it, onTestFinished } from 'vitest';
import { packagesOf } from '../build/bundled-packages.ts';
import { inRoot } from '../root.ts';
import { chooseAddon } from './addon.ts';
import { configurationFor, type Surroundings, systemOf, withoutEmptySecrets } from './configuration.ts';
import { binariesOf, flawsOf } from './expected.ts';
import { unpackedFolders } from './inspect.ts';
import { fits, lockedPackage } from './koffi.ts';
import { notices } from './notices.ts';
import { reachable } from './reachable.ts';

const base = load(readFileSync(inRoot('electron-builder.yml'), 'utf8')) as Configuration;
const anywhere: Surroundings = { system: 'linux', unused: [], notices: '/licences', runtime: null, repository: null };
const runtime = { dist: '/electron', version: '33.4.11', addon: 'compiled' } as const;

describe('the configuration of one run', () => {
  it('is what electron-builder.yml says, where nothing is to be added', () => {
    expect(configurationFor(base, { ...anywhere, system: 'win32', repository: 'a/b' })).toEqual({
      ...base,
      extraResources: [{ from: '/licences', to: 'LICENSES.txt' }],
      publish: { provider: 'github', releaseType: 'draft', owner: 'a', repo: 'b' },
      extraMetadata: { ...base.extraMetadata, homepage: 'https://github.com/a/b' },
    });
  });

  it('looks for updates nowhere where the repository is not known', () => {
    expect(configurationFor(base, anywhere).publish).toBeNull();
  });

  it('leaves koffi out on Linux alone, and what nothing comes to everywhere', () => {
    const koffi = '!node_modules/koffi/**';
    expect(configurationFor(base, anywhere).files).toContain(koffi);
    const mac = configurationFor(base, { ...anywhere, system: 'darwin', unused: ['out/main/headless.js'] });
    expect(mac.files).not.toContain(koffi);
    expect(mac.files).toContain('!out/main/headless.js');
  });

  it('takes another Electron with the binary that it loads', () => {
    const compiled = configurationFor(base, { ...anywhere, runtime });
    expect(compiled).toMatchObject({ electronDist: '/electron', electronVersion: '33.4.11' });
    expect(compiled.files).toContain('!node_modules/better-sqlite3/{deps,src,prebuilds}/**');
    const published = configurationFor(base, { ...anywhere, runtime: { ...runtime, addon: 'published' } });
    expect(published.files).toContain('!node_modules/better-sqlite3/{deps,src,build}/**');
    // The pattern that is replaced is one that the file has.
    expect(base.files).toContain('!node_modules/better-sqlite3/{deps,src,build}/**');
  });

  it('counts a secret that is empty as none', () => {
    const env = { CSC_LINK: '', WIN_CSC_LINK: 'there', APPLE_ID: '', OTHER: '' };
    expect(withoutEmptySecrets(env)).toEqual({ WIN_CSC_LINK: 'there', OTHER: '' });
  });

  it('is for this system, or for the one that is named', () => {
    expect(systemOf(['--dir'], 'linux')).toBe('linux');
    expect(systemOf(['--mac', '--dir'], 'linux')).toBe('darwin');
    expect(systemOf(['-w'], 'linux')).toBe('win32');
    expect(systemOf(['--mac', '--win'], 'linux')).toEqual({ reason: expect.stringContaining('one system') });
    expect(systemOf([], 'freebsd')).toEqual({ reason: expect.stringContaining('freebsd') });
  });
});

describe("better-sqlite3's binary", () => {
  const loads = (...names: readonly string[]) =>
    chooseAddon(async (file) => names.some((name) => file.includes(name)), true);

  it('is the published one wherever that loads, whatever was compiled here', async () => {
    expect(await loads('prebuilds', 'Release')).toEqual({ addon: 'published' });
  });

  it('is the compiled one where only that loads, and none where neither does', async () => {
    expect(await loads('Release')).toEqual({ addon: 'compiled' });
    expect(await loads()).toEqual({ reason: expect.stringContaining('neither') });
    expect(await chooseAddon(async () => false, false)).toEqual({ reason: expect.stringContaining('does not load') });
  });
});

describe('the files that a program can come to', () => {
  it('are those imported at once, later, and started as threads; nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'daytrail-reachable-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
    write('index.js', `import { a } from "./a-1_x.js";\nconst thread = "./work.thread.js";`);
    write('a-1_x.js', `const b = () => import("./b.js");`);
    write('b.js', `import "./index.js";`);
    write('work.thread.js', '');
    write('headless.js', `import "./a-1_x.js";`);
    expect([...reachable(folder, ['index.js'])].sort()).toEqual(['a-1_x.js', 'b.js', 'index.js', 'work.thread.js']);
  });
});

describe('the licences that go with it', () => {
  it('are those of the packages that the bundles carry, each once, with its version', () => {
    const text = notices(inRoot(), ['node_modules/zod', 'node_modules/react', 'node_modules/zod']);
    expect(text.match(/^zod \d/gm)).toHaveLength(1);
    expect(text).toMatch(/^react \d+\.\d+\.\d+ \(MIT\)\n-+\n\nMIT License/m);
    expect(text.indexOf('\nreact ')).toBeLessThan(text.indexOf('\nzod '));
  });

  it('are looked for in the packages that the modules lie in, on every system, also inside one another', () => {
    const modules = [
      '/p/node_modules/zod/v4/core.js',
      '/p/node_modules/zod/index.js',
      'C:\\p\\node_modules\\@tanstack\\react-query\\build\\x.js',
      '/p/node_modules/electron-updater/node_modules/js-yaml/index.js',
      '/p/main/index.ts',
      '\0rolldown/runtime.js',
    ];
    expect(packagesOf(modules)).toEqual([
      'node_modules/@tanstack/react-query',
      'node_modules/electron-updater/node_modules/js-yaml',
      'node_modules/zod',
    ]);
  });
});

describe('what was packaged', () => {
  const wantedFuses = { runAsNode: false, onlyLoadAppFromAsar: true };
  const binary = 'node_modules/better-sqlite3/prebuilds/linux-x64.node';
  const good = {
    files: [
      'package.json',
      'out/main/index.js',
      'out/main/store.thread.js',
      'out/main/query.thread.js',
      'out/main/import.thread.js',
      'out/main/join.thread.js',
      'out/main/backup.thread.js',
      'out/preload/index.cjs',
      'out/renderer/index.html',
      'assets/tray/recording@1.5x.png',
      'assets/tray/recording.png',
      'node_modules/better-sqlite3/lib/index.js',
      binary,
    ],
    unpacked: [binary],
    fuses: wantedFuses,
    manifest: { main: 'out/main/index.js' },
  };
  const flaws = (changes: Partial<typeof good>, system: 'linux' | 'darwin' = 'linux', arch = 'x64') =>
    flawsOf({ ...good, ...changes }, { system, arch, wantedFuses });

  it('is as it should be with the program, its binary beside the archive, and its fuses', () => {
    expect(flaws({})).toEqual([]);
  });

  it.each([
    'main/index.ts',
    'out/main/index.js.map',
    'node_modules/better-sqlite3/deps/sqlite3.c',
    'node_modules/electron-updater/out/main.js',
    'node_modules/koffi/index.js',
    'out/built',
  ])('may not hold %s', (file) => {
    expect(flaws({ files: [...good.files, file] })).toEqual([`${file} is not for people`]);
  });

  it('may not lack a thread, nor have its binary inside the archive, nor a fuse otherwise', () => {
    const without = good.files.filter((file) => file !== 'out/main/query.thread.js');
    expect(flaws({ files: without })).toEqual([expect.stringContaining('query')]);
    expect(flaws({ unpacked: [] })).toEqual([`${binary} does not lie beside app.asar`]);
    expect(flaws({ fuses: { runAsNode: true, onlyLoadAppFromAsar: true } })).toEqual(['the fuse runAsNode is on']);
  });

  it('may hold the binaries of no other system, and on macOS needs both', () => {
    expect(flaws({}, 'linux', 'arm64')).not.toEqual([]);
    const koffi = 'node_modules/@koromix/koffi-darwin-arm64/darwin_arm64/koffi.node';
    expect(binariesOf('darwin', 'arm64', [])).toEqual([
      koffi,
      'node_modules/better-sqlite3/prebuilds/darwin-arm64.node',
    ]);
    expect(flaws({}, 'darwin', 'arm64')).toContain(`${koffi} does not lie beside app.asar`);
  });

  it('is found in the folders of its system', () => {
    expect(unpackedFolders(join(tmpdir(), 'there-is-no-such-folder'), 'linux')).toEqual([]);
  });
});

describe("koffi's binary for the other processor", () => {
  it('is the one that the lock file names, and no other', () => {
    const lock = readFileSync(inRoot('package-lock.json'), 'utf8');
    const versions = ['darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'].map(
      (name) => lockedPackage(lock, `@koromix/koffi-${name}`)?.version,
    );
    expect(new Set(versions)).toEqual(new Set([lockedPackage(lock, 'koffi')?.version]));
    const content = Buffer.from('a package');
    const hash = createHash('sha512').update(content).digest('base64');
    expect(fits(content, `sha512-${hash}`)).toBe(true);
    expect(fits(Buffer.from('another'), `sha512-${hash}`)).toBe(false);
    expect(fits(content, '')).toBe(false);
  });
});
