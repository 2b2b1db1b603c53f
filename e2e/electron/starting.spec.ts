import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, type Running, test } from '../support/electron.ts';
import { databaseIn } from '../support/places.ts';
import { hasWriteAheadLog } from '../support/record.ts';

/** Reads the one box that says why, presses its button, and sees Daytrail end. */
async function failure(daytrail: Running): Promise<string> {
  await expect.poll(async () => (await daytrail.questions()).length).toBe(1);
  const [box] = await daytrail.questions();
  expect(box).toMatchObject({ message: 'Daytrail cannot start', buttons: ['Quit'] });
  expect(await daytrail.windowIsVisible()).toBe(false);
  await daytrail.answer(0);
  expect(await daytrail.ended).toEqual({ code: 1, signal: null });
  return box?.detail ?? '';
}

test('a record of a newer Daytrail is refused and left as it is', async ({ start, dataDir }) => {
  const file = databaseIn(dataDir);
  const newer = new Database(file);
  newer.exec('CREATE TABLE from_the_future (x)');
  newer.pragma('user_version = 9999');
  newer.close();

  expect(await failure(await start())).toMatch(/newer/i);
  const untouched = new Database(file, { readonly: true });
  expect(untouched.pragma('user_version', { simple: true })).toBe(9999);
  expect(untouched.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['from_the_future']);
  untouched.close();
});

test('a folder that cannot be made is named', async ({ start, dataDir }) => {
  const file = path.join(dataDir, 'a-file');
  writeFileSync(file, '');
  const below = path.join(file, 'below');
  expect(await failure(await start('--data-dir', below))).toContain(below);
});

test('whoever starts Daytrail from a terminal reads there why it cannot start', async ({ run, dataDir }) => {
  const file = path.join(dataDir, 'a-file');
  writeFileSync(file, '');
  const daytrail = run('--data-dir', path.join(file, 'below'));
  await expect.poll(daytrail.stderr).toMatch(/^daytrail: The folder .*below cannot be made/m);
});

test('a record that another process writes is not opened a second time', async ({ start, dataDir, startHeadless }) => {
  await startHeadless();
  expect(await failure(await start())).toContain(databaseIn(dataDir));
});

test('a trial runs beside the real one, on a file of its own', async ({ start, dataDir }) => {
  const real = await start();
  const trial = await start('--testing');
  expect((await trial.status()).testing).toBe(true);
  await expect(await trial.window()).toHaveTitle(/Daytrail/);
  await real.clickMenu('quit');
  await trial.clickMenu('quit');
  expect([(await real.ended).code, (await trial.ended).code]).toEqual([0, 0]);
  for (const testing of [false, true]) expect(hasWriteAheadLog(databaseIn(dataDir, { testing }))).toBe(false);
});

test('a port that is taken does not keep Daytrail from starting; it listens once the port is free', async ({
  start,
}) => {
  const holder = createServer((_request, response) => response.end('occupied'));
  await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve));
  const { port } = holder.address() as AddressInfo;

  const daytrail = await start('--port', String(port));
  const trouble = async () => (await daytrail.menu()).find(({ id }) => id === 'attention-api')?.label;
  await expect.poll(trouble).toMatch(new RegExp(`^Watchers cannot reach Daytrail: .*${port}`));
  const page = await daytrail.window();
  await new Promise((resolve) => holder.close(resolve));
  await page.getByRole('button', { name: /try again/i }).click();
  await expect.poll(async () => (await daytrail.status()).api.state).toBe('listening');
  await expect.poll(trouble).toBeUndefined();
});

test('loaded by a launcher, even when Electron is ready already, Daytrail works as it does installed', async ({
  startByLoader,
}) => {
  const daytrail = await startByLoader();
  const page = await daytrail.window();
  await expect(page.locator('#root')).not.toBeEmpty();
  expect(new URL(page.url()).host).toMatch(/^(app|daytrail\.invalid)$/);
  expect(await page.evaluate("fetch('https://example.com/').then(() => 'reached', () => 'refused')")).toBe('refused');
  const answer = await fetch(`${await daytrail.address()}/api/0/info`);
  expect(answer.status).toBe(200);
  await daytrail.clickMenu('quit');
  expect(await daytrail.ended).toEqual({ code: 0, signal: null });
});

test('flags that are not known end with a line that names them', async ({ run }) => {
  const unknown = run('--data-dri', '/nowhere');
  expect((await unknown.ended).code).toBe(2);
  await expect.poll(unknown.stderr).toMatch(/daytrail: unknown flag --data-dri/);
});

test('--version and --help are answered without opening anything', async ({ run }) => {
  const version = run('--version');
  expect((await version.ended).code).toBe(0);
  await expect.poll(version.stdout).toMatch(/^\d+\.\d+\.\d+\n/m);
  const help = run('--help');
  expect((await help.ended).code).toBe(0);
  await expect.poll(help.stdout).toContain('--data-dir DIR');
});

test('what Electron leaves behind of an earlier run does not matter', async ({ start, dataDir }) => {
  mkdirSync(path.join(dataDir, 'electron'), { recursive: true });
  writeFileSync(path.join(dataDir, 'electron/window.json'), '{ damaged');
  const daytrail = await start();
  await daytrail.window();
  await expect.poll(daytrail.windowIsVisible).toBe(true);
});
