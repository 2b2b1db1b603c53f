import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSource } from './index.ts';
import { takeSnapshot } from './snapshot.ts';
import { addRustBucket, addRustEvent, fingerprint, NINE_NS, rustDatabase, temporaryFolder, told } from './testing.ts';

const WRITER = fileURLToPath(new URL('./busy-writer.ts', import.meta.url));

/** The database of an aw-server-rust that runs: some events are in the file, some in the -wal alone. */
function running(mode: 'WAL' | 'DELETE' = 'WAL') {
  const folder = temporaryFolder();
  const file = join(folder, 'sqlite.db');
  const database = rustDatabase(file);
  database.pragma(`journal_mode = ${mode}`);
  database.pragma('wal_autocheckpoint = 0');
  const bucket = addRustBucket(database, 'b');
  const add = (data: string) => addRustEvent(database, bucket, [NINE_NS, NINE_NS], data);
  add('{"place":"file"}');
  database.pragma('wal_checkpoint(TRUNCATE)');
  return { folder, file, database, add };
}

/** What a copy taken now has in it. */
function copied(file: string, options?: Parameters<typeof takeSnapshot>[2]): string[] {
  const folder = temporaryFolder();
  const snapshot = takeSnapshot(file, folder, options);
  const data = snapshot.connection.prepare<[], string>('SELECT data FROM events ORDER BY id').pluck().all();
  snapshot.close();
  expect(readdirSync(folder)).toEqual([]);
  return data;
}

describe('A database that is in use', () => {
  it('is read with what is in its -wal alone, and nothing of it is touched', () => {
    const { folder, file, add } = running();
    add('{"place":"wal"}');
    const before = fingerprint(folder);
    expect(Object.keys(before).sort()).toEqual(['sqlite.db', 'sqlite.db-shm', 'sqlite.db-wal']);
    const source = openSource(file, temporaryFolder());
    expect(told(source).events.map(([, , , data]) => data)).toEqual(['{"place":"wal"}', '{"place":"file"}']);
    expect(fingerprint(folder)).toEqual(before);
    source.close();
    expect(fingerprint(folder)).toEqual(before);
  });

  it('left with a -wal by a crash is read with it, and nothing is made beside it', () => {
    const { file, add } = running();
    add('{"place":"wal"}');
    const crashed = temporaryFolder();
    for (const companion of ['', '-wal']) copyFileSync(`${file}${companion}`, join(crashed, `sqlite.db${companion}`));
    const before = fingerprint(crashed);
    expect(copied(join(crashed, 'sqlite.db'))).toEqual(['{"place":"file"}', '{"place":"wal"}']);
    expect(fingerprint(crashed)).toEqual(before);
  });

  it('is read with its -wal through a link, which lies elsewhere', () => {
    const { file, add } = running();
    add('{"place":"wal"}');
    const link = join(temporaryFolder(), 'link.db');
    symlinkSync(file, link);
    expect(copied(link)).toEqual(['{"place":"file"}', '{"place":"wal"}']);
  });

  it('keeps its owner from nothing: it commits and checkpoints while the copy is open', () => {
    const { file, database, add } = running();
    const snapshot = takeSnapshot(file, temporaryFolder());
    const count = snapshot.connection.prepare('SELECT count(*) FROM events').pluck();
    expect(count.get()).toBe(1);
    add('{"place":"later"}');
    expect(database.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }]);
    expect(count.get()).toBe(1);
    snapshot.close();
  });

  it('without a -wal, in the middle of a transaction, is read as it was before it', () => {
    const { folder, file, database, add } = running('DELETE');
    database.pragma('cache_size = 5');
    database.exec('BEGIN IMMEDIATE');
    for (let i = 0; i < 200; i++) add(JSON.stringify({ unfinished: 'x'.repeat(1000) }));
    expect(existsSync(`${file}-journal`)).toBe(true);
    // Some of it has reached the file already.
    expect(readFileSync(file).includes('unfinished')).toBe(true);
    const before = fingerprint(folder);
    expect(copied(file)).toEqual(['{"place":"file"}']);
    expect(fingerprint(folder)).toEqual(before);
    database.exec('ROLLBACK');
  });

  it('is copied again where it was checkpointed and its -wal begun anew between the two files', () => {
    const { file, database, add } = running();
    add('{"place":"wal"}');
    let rounds = 0;
    const betweenFiles = () => {
      if (rounds++ > 0) return;
      database.pragma('wal_checkpoint(RESTART)');
      add('{"place":"new wal"}');
    };
    const pauses: number[] = [];
    const data = copied(file, { betweenFiles, pause: (ms) => pauses.push(ms) });
    expect(data).toEqual(['{"place":"file"}', '{"place":"wal"}', '{"place":"new wal"}']);
    expect(pauses).toHaveLength(1);
  });

  it('is copied again where it was written without a -wal meanwhile', () => {
    const { file, add } = running('DELETE');
    let rounds = 0;
    const betweenFiles = () => {
      if (rounds++ === 0) add('{"place":"meanwhile"}');
    };
    expect(copied(file, { betweenFiles, pause: () => undefined })).toEqual([
      '{"place":"file"}',
      '{"place":"meanwhile"}',
    ]);
  });

  it('that never holds still is given up, with what to do', () => {
    const { file, add } = running('DELETE');
    let waited = 0;
    const pause = (ms: number) => {
      waited += ms;
    };
    const folder = temporaryFolder();
    expect(() => takeSnapshot(file, folder, { betweenFiles: () => add('{}'), pause })).toThrow(
      /written to so often that it cannot be copied.*Quit the program/,
    );
    expect(readdirSync(folder)).toEqual([]);
    expect(waited).toBeGreaterThan(5000);
    expect(waited).toBeLessThan(30_000);
  });

  it.each(['WAL', 'DELETE'])(
    'is whole in every copy while another process writes and checkpoints (%s)',
    async (mode) => {
      const folder = temporaryFolder();
      const file = join(folder, 'sqlite.db');
      const database = rustDatabase(file);
      addRustBucket(database, 'b');
      database.close();
      const writer = spawn(process.execPath, [WRITER, file, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(async () => {
        writer.kill('SIGKILL');
        if (writer.exitCode === null && writer.signalCode === null) await once(writer, 'exit');
      });
      await once(writer.stdout, 'data');
      const sums = new Set<string>();
      // On a busy machine the writer does not get on between any two copies.
      for (let round = 0; round < 12 || (sums.size <= 6 && round < 1000); round++) {
        const { connection, close } = takeSnapshot(file, folder);
        const noted = connection.prepare("SELECT value FROM key_value WHERE key = 'sum'").pluck().get();
        const counted = connection.prepare("SELECT count(*) || ' ' || total(starttime) FROM events").pluck().get();
        expect(noted).toBe(counted);
        expect(connection.pragma('integrity_check', { simple: true })).toBe('ok');
        sums.add(String(noted));
        close();
      }
      expect(sums.size).toBeGreaterThan(6);
      expect(writer.exitCode).toBeNull();
    },
  );
});

describe('A damaged database', () => {
  it('is refused, with how to save what is left, and nothing stays behind', () => {
    const { file, database, add } = running('DELETE');
    for (let i = 0; i < 300; i++) add(JSON.stringify({ i, text: 'x'.repeat(300) }));
    database.close();
    const bytes = readFileSync(file);
    bytes.fill(0xab, 8192, 40_960);
    writeFileSync(file, bytes);
    const folder = temporaryFolder();
    expect(() => openSource(file, folder)).toThrow(/sqlite\.db is damaged.*\.recover/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that was cut off is refused', () => {
    const { file, database, add } = running('DELETE');
    for (let i = 0; i < 300; i++) add(JSON.stringify({ i, text: 'x'.repeat(300) }));
    database.close();
    truncateSync(file, 16_384);
    expect(() => openSource(file, temporaryFolder())).toThrow(/is damaged/);
  });
});
