/**
 * Processes that are really killed, each at one moment of making or restoring a backup. Whatever the moment, the record is
 * whole, the old one or the new one.
 */
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tidy } from '../store/backups/folder.ts';
import { inspect } from '../store/backups/inspect.ts';
import { runUntilKilled } from '../store/test-killer.ts';
import { beat, eventsOnDisk, openTestStore, temporaryFolder, WINDOW } from '../store/testing.ts';

const BACKUP = 'daytrail-2026-03-01T09-00-00Z.db';
const module = (path: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, path)).href);

const PROGRAM = `
  const { createStoreHandle } = await import(${module('../store/store-handle.ts')});
  const { createBackupDoor } = await import(${module('./backup-door.ts')});
  const { USUAL_POLICY } = await import(${module('../store/policy.ts')});
  const log = { info() {}, warn() {}, error: console.error };
  const { RECORD: record, FOLDER: folder, RESTORE } = process.env;
  const store = createStoreHandle({
    file: record, backupsDir: folder, dataDir: null, hostname: 'h', version: '1', testing: true, port: null,
    policy: USUAL_POLICY, log,
  });
  const door = createBackupDoor({ record, folder, store, ready: store.start(), log });
  if (RESTORE) await door.restore(RESTORE);
  else await door.make();
  console.log('done');
  setInterval(() => undefined, 1000);`;

const titlesIn = (file: string): string[] => eventsOnDisk(file).map(({ data }) => JSON.parse(data).title as string);

/** A record with two events, and a backup of it that has only the first. */
function prepared() {
  const folder = temporaryFolder();
  const record = join(folder, 'daytrail.db');
  const backups = join(folder, 'backups');
  const { store } = openTestStore({ file: record });
  store.createBucket('a', WINDOW);
  store.heartbeat('a', beat(0, 'kept'), 0);
  store.close();
  cpSync(record, join(backups, BACKUP));
  const { store: later } = openTestStore({ file: record });
  later.heartbeat('a', beat(100, 'since then'), 0);
  later.close();
  return { record, backups };
}

const killed = ({ record, backups }: ReturnType<typeof prepared>, kill: string, restore: string) =>
  runUntilKilled(PROGRAM, kill, { RECORD: record, FOLDER: backups, RESTORE: restore });

/** The next start: the record opens, whole, and nothing half is left. */
function startedAgain({ record, backups }: ReturnType<typeof prepared>): readonly string[] {
  const { store } = openTestStore({ file: record, backupsDir: backups });
  expect(store.health().notices).toEqual([]);
  expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
  store.close();
  tidy(backups, record);
  expect(existsSync(`${record}.restoring`)).toBe(false);
  const names = readdirSync(backups);
  for (const name of names) expect(inspect(join(backups, name), true).buckets).toBe(1);
  return names.filter((name) => name !== BACKUP);
}

describe('A process that is killed while it restores a backup', () => {
  it.each([
    ['before the copy is made', 'before copyFileSync \\.restoring'],
    ['when the copy is there', 'after copyFileSync \\.restoring'],
    ['before the record has its second name', 'before linkSync -replaced'],
    ['when the record has two names', 'after linkSync -replaced'],
    ['before the copy takes its place', 'before renameSync \\.restoring'],
  ])('%s, leaves the record as it was', async (_, kill) => {
    const all = prepared();
    await killed(all, kill, BACKUP);
    expect(startedAgain(all)).toEqual([]);
    expect(titlesIn(all.record)).toEqual(['kept', 'since then']);
  });

  it('once the copy has taken its place, leaves the restored one, and the record before it among the backups', async () => {
    const all = prepared();
    await killed(all, 'after renameSync \\.restoring', BACKUP);
    const [replaced = ''] = startedAgain(all);
    expect(titlesIn(all.record)).toEqual(['kept']);
    expect(titlesIn(join(all.backups, replaced))).toEqual(['kept', 'since then']);
  });
});

describe('A process that is killed while it makes a backup', () => {
  it.each([
    ['when the file has been begun', 'after openSync \\.unfinished', 0],
    ['before it has its name', 'before renameSync \\.unfinished', 0],
    ['once it has its name', 'after renameSync \\.unfinished', 1],
  ])('%s, leaves the record as it was, and no half backup', async (_, kill, made) => {
    const all = prepared();
    await killed(all, kill, '');
    expect(startedAgain(all)).toHaveLength(made);
    expect(titlesIn(all.record)).toEqual(['kept', 'since then']);
  });
});
