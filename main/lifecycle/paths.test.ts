import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeFolders, type Place, resolvePaths } from './paths.ts';

const flags = { testing: false, dataDir: null, inMemory: false };
const linux: Place = { flags, platform: 'linux', env: {}, home: '/home/ada', cwd: '/srv' };
const windows: Place = { flags, platform: 'win32', env: {}, home: 'C:\\Users\\Ada', cwd: 'D:\\' };

describe('where the record is kept', () => {
  it.each([
    ['Linux', linux, '/home/ada/.local/share/daytrail'],
    ['Linux with XDG_DATA_HOME', { ...linux, env: { XDG_DATA_HOME: '/data' } }, '/data/daytrail'],
    [
      'Linux with a relative XDG_DATA_HOME',
      { ...linux, env: { XDG_DATA_HOME: 'x' } },
      '/home/ada/.local/share/daytrail',
    ],
    ['macOS', { ...linux, platform: 'darwin' as const }, '/home/ada/Library/Application Support/Daytrail'],
    ['Windows', { ...windows, env: { LOCALAPPDATA: 'E:\\Local' } }, 'E:\\Local\\Daytrail'],
    ['Windows without LOCALAPPDATA', windows, 'C:\\Users\\Ada\\AppData\\Local\\Daytrail'],
    ['a named folder', { ...linux, flags: { ...flags, dataDir: 'there' } }, '/srv/there'],
    ['a named absolute folder', { ...linux, flags: { ...flags, dataDir: '/there/' } }, '/there'],
  ] satisfies [string, Place, string][])('%s', (_, place, dataDir) => {
    expect(resolvePaths(place).dataDir).toBe(dataDir);
  });

  it('keeps database, backups and logs in that folder', () => {
    expect(resolvePaths({ ...linux, flags: { ...flags, dataDir: '/d' } })).toEqual({
      dataDir: '/d',
      databaseFile: '/d/daytrail.db',
      backupsDir: '/d/backups',
      logsDir: '/d/logs',
      configFile: '/d/config.json',
    });
  });

  it('gives a trial a database, backups and a configuration of its own', () => {
    const paths = resolvePaths({ ...linux, flags: { ...flags, dataDir: '/d', testing: true } });
    expect(paths).toMatchObject({
      databaseFile: '/d/daytrail-testing.db',
      backupsDir: '/d/backups-testing',
      configFile: '/d/config-testing.json',
    });
  });

  it('names no file in memory, and a log only in a folder that was named', () => {
    const inMemory = { ...flags, inMemory: true };
    expect(resolvePaths({ ...linux, flags: inMemory })).toMatchObject({
      databaseFile: null,
      backupsDir: null,
      logsDir: null,
      configFile: null,
    });
    expect(resolvePaths({ ...linux, flags: { ...inMemory, dataDir: '/d' } }).logsDir).toBe('/d/logs');
  });
});

describe('the folders', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'daytrail-paths-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const paths = (dataDir: string) => ({
    dataDir,
    databaseFile: join(dataDir, 'daytrail.db'),
    backupsDir: join(dataDir, 'backups'),
    logsDir: join(dataDir, 'logs'),
    configFile: join(dataDir, 'config.json'),
  });

  it.runIf(process.platform !== 'win32')(
    'are readable by their owner alone (Windows has no modes: not run there)',
    () => {
      const dataDir = join(root, 'deep', 'er');
      makeFolders(paths(dataDir));
      for (const folder of [dataDir, join(dataDir, 'backups'), join(dataDir, 'logs')]) {
        expect(statSync(folder).mode & 0o777).toBe(0o700);
      }
    },
  );

  it('may be there already', () => {
    makeFolders(paths(root));
    expect(() => makeFolders(paths(root))).not.toThrow();
  });

  it('say which of them cannot be made and what to do', () => {
    writeFileSync(join(root, 'file'), '');
    const dataDir = join(root, 'file', 'data');
    expect(() => makeFolders(paths(dataDir))).toThrowError(
      expect.objectContaining({
        kind: 'unwritable',
        message: expect.stringMatching(/data cannot be made.*--data-dir/),
      }),
    );
  });
});
