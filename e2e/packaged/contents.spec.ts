/** What is shipped: exactly this, and the executable as it was meant to be closed. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { NOTICES } from '../../scripts/package/configuration.ts';
import { binariesOf } from '../../scripts/package/expected.ts';
import { inspect, resourcesIn } from '../../scripts/package/inspect.ts';
import { expect, packagedFolder, SYSTEM, test } from '../support/packaged.ts';
import { ROOT } from '../support/places.ts';

/** Hashes in the names of chunks say nothing here. */
const plain = (file: string): string => file.replace(/-[\w-]{8}\.(js|css|svg)$/, '.$1');
const LINUX_ONLY = 'only Linux starts an Electron that was copied beside another archive';

test('an installed Daytrail holds what it needs and nothing else', async () => {
  const { files, unpacked, manifest, ownSize } = await inspect(packagedFolder(), SYSTEM);
  expect(unpacked).toEqual(binariesOf(SYSTEM, process.arch, files));
  const folders = new Set(files.map((file) => plain(file).split('/').slice(0, 2).join('/')));
  expect([...folders].sort()).toEqual([
    'LICENSE',
    'assets/icons',
    'assets/tray',
    ...(SYSTEM === 'linux' ? [] : ['node_modules/@koromix']),
    'node_modules/better-sqlite3',
    ...(SYSTEM === 'linux' ? [] : ['node_modules/koffi']),
    'out/main',
    'out/preload',
    'out/renderer',
    'package.json',
  ]);
  expect(files.filter((file) => /\b(headless|test|spec)\b|\.(ts|map|md)$/.test(file))).toEqual([]);
  expect(manifest).toMatchObject({ name: 'daytrail', main: 'out/main/index.js' });
  expect(manifest).not.toHaveProperty('devDependencies');
  expect(manifest).not.toHaveProperty('scripts');
  expect(ownSize, 'bytes of Daytrail without Electron').toBeLessThan(9e6);
});

test('the licences of what others have made go with it', () => {
  const text = readFileSync(path.join(resourcesIn(packagedFolder(), SYSTEM), NOTICES), 'utf8');
  for (const name of ['react', 'zod', 'better-sqlite3', 'electron-updater', 'x11']) {
    expect(text).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(.+\\)$`, 'm'));
  }
});

test('every fuse of the executable is as it is stated', async () => {
  const stated = load(readFileSync(path.join(ROOT, 'electron-builder.yml'), 'utf8')) as {
    electronFuses: Record<string, boolean>;
  };
  const { resetAdHocDarwinSignature: _signature, ...wanted } = stated.electronFuses;
  const { fuses } = await inspect(packagedFolder(), SYSTEM);
  expect(fuses).toEqual(wanted);
});

test('it cannot be made to run as Node, to load code from its surroundings, or to be debugged', async ({
  run,
  dataDir,
}) => {
  const trace = path.join(dataDir, 'was-here');
  const intruder = path.join(dataDir, 'intruder.cjs');
  writeFileSync(intruder, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, '')`);
  const asNode = run({ env: { ELECTRON_RUN_AS_NODE: '1' } }, '--version');
  expect((await asNode.ended).code).toBe(0);
  // Node would have said its own, with a v.
  await expect
    .poll(() => asNode.stdout().trim())
    .toBe(JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version);
  const withOptions = run({ env: { NODE_OPTIONS: `--require ${intruder}` } }, '--version');
  expect((await withOptions.ended).code).toBe(0);
  expect(existsSync(trace)).toBe(false);
  const debugged = run({}, '--inspect=0', '--version');
  expect((await debugged.ended).code).toBe(0);
  expect(debugged.stderr()).not.toContain('Debugger listening');
});

test('it starts from its archive and from nothing that was put in its place', async ({ copy, run }) => {
  test.skip(SYSTEM !== 'linux', LINUX_ONLY);
  const folder = copy(() => false);
  const resources = resourcesIn(folder, SYSTEM);
  const whole = run({ folder }, '--version');
  expect((await whole.ended).code).toBe(0);
  await expect.poll(whole.stdout).toMatch(/^\d/m);

  renameSync(path.join(resources, 'app.asar'), path.join(resources, 'kept'));
  const app = path.join(resources, 'app');
  mkdirSync(app);
  writeFileSync(path.join(app, 'package.json'), '{"main":"index.js"}');
  writeFileSync(path.join(app, 'index.js'), "console.log('intruder'); require('electron').app.exit(0)");
  const replaced = run({ folder }, '--version');
  expect((await replaced.ended).code).not.toBe(0);
  expect(replaced.stdout()).not.toContain('intruder');
  rmSync(app, { recursive: true });
});
