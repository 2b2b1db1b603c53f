/** What was recorded stands in the record and in nothing else that Daytrail or Chromium keeps. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, missing, test } from '../support/desktop.ts';
import { databaseIn } from '../support/places.ts';
import { freePort, Script, titles, WINDOW } from '../support/recorded.ts';

test.skip(missing.X11 !== null, `${missing.X11}, so there is no desktop to record`);

const TITLE = 'Payslip of a quiet owl';
const APP = 'owl-messenger';

test('no title and no application is in the log, or in anything that Chromium keeps of the window', async ({
  desktop,
  startRecording,
  dataDir,
}) => {
  const port = await freePort();
  const daytrail = await startRecording(desktop, '--port', String(port));
  const page = await daytrail.window();
  await new Script(desktop).open(TITLE);
  await expect.poll(() => titles(port)).toContain(TITLE);
  // What is refused, and what is late, is spoken of in the log.
  const post = (timestamp: string, data: object) =>
    fetch(`http://127.0.0.1:${port}/api/0/buckets/${WINDOW}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ timestamp, duration: 60, data }]),
    });
  expect((await post('no time', { app: APP, title: TITLE })).ok).toBe(false);
  expect((await post(new Date(Date.now() - 3_600_000).toISOString(), { app: APP, title: TITLE })).ok).toBe(true);
  await expect(page.getByText(TITLE).first()).toBeAttached();
  await page.getByRole('link', { name: 'Data' }).click();
  await expect(page).toHaveURL(/\/data/);
  await daytrail.evaluate(({ powerMonitor }) => void powerMonitor.emit('lock-screen'));
  await daytrail.clickMenu('quit');
  expect((await daytrail.ended).code).toBe(0);

  const record = databaseIn(dataDir);
  const all = readdirSync(dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  expect(holds(record, TITLE)).toBe(true);
  const others = all.filter((file) => file !== record && !file.startsWith(path.join(dataDir, 'backups')));
  expect(others).toContain(path.join(dataDir, 'logs', 'daytrail.log'));
  expect(others.filter((file) => holds(file, TITLE) || holds(file, APP))).toEqual([]);
});

function holds(file: string, text: string): boolean {
  const bytes = readFileSync(file);
  return bytes.includes(text, 0, 'utf8') || bytes.includes(text, 0, 'utf16le');
}
