/** The packaged Daytrail at its work: it records a real desktop, is quit, is opened again, and goes on. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type DesktopFixtures, desktopFixtures, missing } from '../support/desktop.ts';
import { test as base, expect } from '../support/packaged.ts';
import { databaseIn } from '../support/places.ts';
import { hasWriteAheadLog, readRecord } from '../support/record.ts';
import { events, freePort, PRESENCE, recordTicks, titles, useWindows, WINDOW } from '../support/recorded.ts';

const test = base.extend<DesktopFixtures>(desktopFixtures);

for (const on of ['X11', 'sway'] as const) {
  test.describe(`on ${on}`, () => {
    test.use({ on });
    test.skip(missing[on] !== null, `${missing[on]}, so there is no desktop to record`);

    test('installed, it records every window and every absence, and has it all when it is opened again', async ({
      desktop,
      start,
      dataDir,
    }) => {
      test.slow();
      writeFileSync(path.join(dataDir, 'config.json'), '{"presence":{"awayAfterSeconds":3}}');
      const port = await freePort();
      const flags = [...desktop.switches, '--port', String(port)];
      const recording = await start({ watchers: true, env: desktop.env() }, '--hidden', ...flags);
      const now = async () => (await events(port, PRESENCE)).at(-1)?.data.status;
      await expect.poll(now, { timeout: 20_000 }).toBeDefined();
      const script = await useWindows(desktop);
      await expect.poll(() => titles(port)).toContain('third');
      script.compare(await events(port, WINDOW));
      await recordTicks(desktop, port);
      await expect.poll(now, { timeout: 20_000 }).toBe('afk');
      const touched = async () => {
        await desktop.touch();
        return now();
      };
      await expect.poll(touched, { timeout: 20_000 }).toBe('not-afk');
      await expect.poll(now, { timeout: 20_000 }).toBe('afk');
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
      await expect.poll(() => titles(port), { timeout: 20_000 }).toContainEqual(expect.stringMatching(/Daytrail$/));
      // By this name a desktop finds the entry with the icon: X11 by its StartupWMClass, Wayland by the file's own.
      const own = (await events(port, WINDOW)).find(({ data }) => data.title?.endsWith('Daytrail'));
      expect(own?.data.app).toBe(on === 'X11' ? 'Daytrail' : 'org.daytrail.Daytrail');
      await again.quit();
      expect(hasWriteAheadLog(databaseIn(dataDir))).toBe(false);
    });
  });
}
