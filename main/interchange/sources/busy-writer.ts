/**
 * For tests: a program that never stops writing to a database, as ActivityWatch does only a thousand times slower. In each
 * transaction some events go and others come, and a sum over all events is put right; checkpoints of every kind in between.
 *
 * Arguments: the file, and its journal mode. Says `writing` once it is.
 */
import Database from 'better-sqlite3';

const [file = '', mode = 'WAL'] = process.argv.slice(2);
const ROWS = 100;
const LASTING = 6000;
const connection = new Database(file);
connection.pragma(`journal_mode = ${mode}`);
connection.pragma('synchronous = OFF');
connection.pragma('wal_autocheckpoint = 20');
// So small that pages are written to the file in the middle of a transaction.
connection.pragma('cache_size = 20');

const insert = connection.prepare('INSERT INTO events (bucketrow, starttime, endtime, data) VALUES (1, ?, ?, ?)');
const remove = connection.prepare('DELETE FROM events WHERE id <= ?');
const sum = connection.prepare(
  "INSERT OR REPLACE INTO key_value VALUES ('sum', (SELECT count(*) || ' ' || total(starttime) FROM events), 0)",
);
let last = 0;
const write = connection.transaction(() => {
  for (let i = 0; i < ROWS; i++) {
    last++;
    insert.run(last, last + 1, JSON.stringify({ title: 'x'.repeat((last * 37) % 300) }));
  }
  remove.run(last - LASTING);
  sum.run();
});
const checkpoints = ['PASSIVE', 'RESTART', 'TRUNCATE', 'FULL'];
const pause = new Int32Array(new SharedArrayBuffer(4));
for (let turn = 0; ; turn++) {
  write();
  if (mode === 'WAL' && turn % 7 === 0) connection.pragma(`wal_checkpoint(${checkpoints[(turn / 7) % 4]})`);
  if (turn === LASTING / ROWS) process.stdout.write('writing\n');
  Atomics.wait(pause, 0, 0, 2);
}
