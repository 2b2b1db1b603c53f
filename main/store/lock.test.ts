import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { acquireLock, lockFileOf } from './lock.ts';
import { StoreError } from './store-error.ts';
import { beat, openTestStore, storeErrorOf, temporaryFolder, WINDOW } from './testing.ts';

/** Statements that open a store on this file. */
function opening(file: string): string {
  const module = pathToFileURL(join(import.meta.dirname, 'datastore.ts')).href;
  return `
    const { Datastore } = await import(${JSON.stringify(module)});
    const log = { info() {}, warn() {}, error() {} };
    const store = Datastore.open({ file: ${JSON.stringify(file)}, backupsDir: null, log, onChange() {}, onHealth() {} });
    store.createBucket('a', { type: 't', client: 'c', hostname: 'h' })`;
}

/** Another process that opens a store on this file, says so on stdout, and then only lives. */
async function otherProcess(file: string): Promise<ChildProcess> {
  const script = `${opening(file)};
    setInterval(() => undefined, 60_000);
    console.log('open');`;
  const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error('The other process ended before it had the store open.'))),
  ]);
  return child;
}

describe('the lock on a database', () => {
  it('lets one process write: a second is refused as `locked` and told whose it is', async () => {
    const file = join(temporaryFolder(), 'daytrail.db');
    const child = await otherProcess(file);
    const { kind, message } = storeErrorOf(() => openTestStore({ file }));
    expect(kind).toBe('locked');
    expect(message).toContain(`process ${child.pid}`);
    expect(message).toContain(file);
  });

  it('is one for a file, by whatever link it is opened', () => {
    const { file } = openTestStore();
    const link = join(temporaryFolder(), 'daytrail.db');
    symlinkSync(file, link);
    expect(storeErrorOf(() => openTestStore({ file: link }))).toMatchObject({ kind: 'locked' });
  });

  it('is gone with its holder, even one that was killed: there are no stale locks', async () => {
    const file = join(temporaryFolder(), 'daytrail.db');
    const child = await otherProcess(file);
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    const { store } = openTestStore({ file });
    store.heartbeat('a', beat(0), 0);
    store.forceCommit();
  });

  it('is gone with the thread that held it, whether it threw or ended', async () => {
    for (const end of ['throw new Error()', 'process.exit(1)']) {
      const file = join(temporaryFolder(), 'daytrail.db');
      const worker = new Worker(`(async () => { ${opening(file)}; ${end}; })()`, { eval: true });
      worker.on('error', () => undefined);
      await new Promise((resolve) => worker.once('exit', resolve));
      openTestStore({ file }).store.heartbeat('a', beat(0), 0);
    }
  });

  it('holds within one process too, and is let go of by close', () => {
    const { store, file } = openTestStore();
    expect(storeErrorOf(() => openTestStore({ file })).message).toContain('this very process');
    store.close();
    const { store: again } = openTestStore({ file });
    expect(again.createBucket('a', WINDOW)).toBe(true);
  });

  it('is not left behind by an opening that failed', () => {
    const file = join(temporaryFolder(), 'daytrail.db');
    const openConnection = () => {
      throw new StoreError('unwritable', 'no');
    };
    expect(storeErrorOf(() => openTestStore({ file, openConnection })).kind).toBe('unwritable');
    openTestStore({ file });
  });

  it('is taken although its file was spoilt', () => {
    const file = join(temporaryFolder(), 'daytrail.db');
    writeFileSync(lockFileOf(file), 'x'.repeat(10_000));
    acquireLock(file).release();
  });
});
