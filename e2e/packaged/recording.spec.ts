/** The packaged Daytrail at its work: it records a real desktop, is quit, is opened again, and goes on. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type DesktopFixtures, desktopFixture, noDesktop } from '../support/desktop.ts';
import { test as base, expect } from '../support/packaged.ts';
import { databaseIn } from '../support/places.ts';
import { hasWriteAheadLog, readRecord } from '../support/record.ts';
import { events, freePort, PRESENCE, recordTicks, titles, useWindows, WINDOW } from '../support/recorded.ts';

const test = base.extend<DesktopFixtures>(desktopFixture);

test.skip(noDesktop !== null, `${noDesktop}, so there is no desktop to record`);

/** Resolves when the first thing is on the record: what happens from now on has to be. */
const records = (port: number) => expect.poll(() => events(port, PRESENCE), { timeout: 20_000 }).not.toEqual([]);

test('installed, it records every window of a desktop, and has it all when it is opened again', async ({
  desktop,
  start,
  dataDir,
}) => {
  test.setTimeout(120_000);
  const port = await freePort();
  const flags = ['--port', String(port)];
  const recording = await start({ watchers: true, env: desktop.env() }, '--hidden', ...flags);
  await records(port);
  const log = await useWindows(desktop, dataDir);
  await expect.poll(() => titles(port)).toContain('third');
  log.compare(await events(port, WINDOW));
  await recordTicks(desktop, port);
  const before = (await events(port, WINDOW)).map(({ data }) => data.title);

  recording.kill('SIGTERM');
  expect(await recording.ended).toEqual({ code: 0, signal: null });
  expect(hasWriteAheadLog(databaseIn(dataDir))).toBe(false);
  const kept = readRecord(databaseIn(dataDir)).filter(({ bucket }) => bucket === WINDOW);
  expect(kept.map(({ data }) => data.title)).toEqual(before);

  const again = await start({ watchers: true, env: desktop.env() }, ...flags);
  const page = await again.window();
  expect(page.url()).toMatch(/^daytrail:\/\/app\//);
  await expect(page.getByText('日本語の題名 – renamed').first()).toBeAttached();
  // By this the desktop entry knows the window (StartupWMClass).
  await expect.poll(() => desktop.run('xdotool', 'search', '--onlyvisible', '--class', '^Daytrail$')).toMatch(/^\d+$/);
  await expect.poll(() => titles(port), { timeout: 20_000 }).toContainEqual(expect.stringMatching(/Daytrail$/));
  await again.quit();
  expect(hasWriteAheadLog(databaseIn(dataDir))).toBe(false);
});

test('installed, it knows when nobody is there', async ({ desktop, start, dataDir }) => {
  writeFileSync(path.join(dataDir, 'config.json'), '{"presence":{"awayAfterSeconds":3}}');
  const port = await freePort();
  await start({ watchers: true, env: desktop.env() }, '--hidden', '--port', String(port));
  await records(port);
  const now = async () => (await events(port, PRESENCE)).at(-1)?.data.status;
  for (let time = 1; time <= 2; time += 1) {
    await desktop.touch();
    await expect.poll(now, { timeout: 20_000 }).toBe('not-afk');
    await expect.poll(now, { timeout: 20_000 }).toBe('afk');
  }
});
