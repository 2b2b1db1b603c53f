/** An update of a packaged Daytrail, from a place of the test's own: looked for, fetched, and installed when it is quit. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Updates } from '../../preload/contract/updates.ts';
import { resourcesIn } from '../../scripts/package/inspect.ts';
import { test as base, expect, type Packaged, SYSTEM } from '../support/packaged.ts';

/** Stands for an AppImage: what the update takes the place of, and what it brings. */
const OLD = 'the old program';
const NEW = Buffer.from('the new program\n'.repeat(1000));

interface Place {
  readonly url: string;
  /** Everything that was asked for, with what was said about who asks. */
  readonly asked: { readonly path: string; readonly headers: NodeJS.Dict<string | string[]> }[];
  /** What is served instead of the new program. */
  serve(content: Buffer): void;
}

interface Fixtures {
  readonly place: Place;
  /** A Daytrail that was installed as an AppImage and looks for newer ones at the place, and the file that it is in. */
  readonly installed: (...flags: string[]) => Promise<{ readonly daytrail: Packaged; readonly file: string }>;
}

const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are wanted from the pattern.
  place: async ({}, use) => {
    const asked: Place['asked'] = [];
    let content: Buffer = NEW;
    const serve = (next: Buffer): void => {
      content = next;
    };
    const server: Server = createServer((request, response) => {
      asked.push({ path: new URL(request.url ?? '/', 'http://x').pathname, headers: request.headers });
      if (request.url?.includes('latest-linux.yml')) response.end(latest());
      else if (request.url?.includes('.AppImage')) response.end(content);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}`, asked, serve });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },
  installed: async ({ place, copy, start, dataDir }, use) => {
    await use(async (...flags) => {
      const folder = copy(() => false);
      const feed = `provider: generic\nurl: ${place.url}\nupdaterCacheDirName: daytrail-test-updater\n`;
      writeFileSync(path.join(resourcesIn(folder, SYSTEM), 'app-update.yml'), feed);
      const file = path.join(dataDir, 'Daytrail.AppImage');
      writeFileSync(file, OLD, { mode: 0o755 });
      const env = { APPIMAGE: file, XDG_CACHE_HOME: path.join(dataDir, 'cache') };
      return { daytrail: await start({ folder, env }, ...flags), file };
    });
  },
});

test.skip(SYSTEM !== 'linux', 'only an AppImage can be updated without an installer and a signature');

const latest = (): string => {
  const sha512 = createHash('sha512').update(NEW).digest('base64');
  const file = 'Daytrail-99.0.0-linux-x64.AppImage';
  return `version: 99.0.0
files:
  - url: ${file}
    sha512: ${sha512}
    size: ${NEW.length}
path: ${file}
sha512: ${sha512}
releaseDate: '2026-11-01T00:00:00.000Z'
`;
};

const updates = async (daytrail: Packaged): Promise<Updates> =>
  (await daytrail.window()).evaluate(() => globalThis.daytrail.updates());
const look = async (daytrail: Packaged): Promise<Updates> =>
  (await daytrail.window()).evaluate(() => globalThis.daytrail.lookForUpdates());
const install = async (daytrail: Packaged): Promise<void> => {
  await (await daytrail.window()).evaluate(() => globalThis.daytrail.installUpdate());
};
const state = async (daytrail: Packaged) => (await updates(daytrail)).state;

test('nobody is asked until a person looks, nothing is fetched until they agree, and quitting installs it', async ({
  place,
  installed,
}) => {
  const { daytrail, file } = await installed();
  expect(await updates(daytrail)).toEqual({ state: 'idle', lookedAt: null });
  expect(place.asked).toEqual([]);

  const published = Date.parse('2026-11-01T00:00:00Z') * 1000;
  expect(await look(daytrail)).toEqual({ state: 'found', version: '99.0.0', published, size: NEW.length });
  expect(place.asked.map((request) => request.path)).toEqual(['/latest-linux.yml']);
  // Nothing by which one person's Daytrail could be told from another's.
  expect(place.asked[0]?.headers['x-user-staging-id']).toBe('00000000-0000-4000-8000-000000000000');
  expect(place.asked[0]?.headers.cookie).toBeUndefined();

  await install(daytrail);
  await expect.poll(() => state(daytrail)).toBe('ready');
  expect(readFileSync(file, 'utf8')).toBe(OLD);
  await daytrail.quit();
  await expect.poll(() => existsSync(file) && readFileSync(file).equals(NEW)).toBe(true);
});

test('what was fetched is not installed when Daytrail is ended by the system', async ({ installed }) => {
  const { daytrail, file } = await installed();
  await look(daytrail);
  await install(daytrail);
  await expect.poll(() => state(daytrail)).toBe('ready');
  daytrail.kill('SIGTERM');
  expect(await daytrail.ended).toEqual({ code: 0, signal: null });
  expect(readFileSync(file, 'utf8')).toBe(OLD);
});

test('something else than what was published is not installed, and said to be so', async ({ place, installed }) => {
  place.serve(Buffer.from('something else'));
  const { daytrail, file } = await installed();
  await look(daytrail);
  await install(daytrail);
  await expect.poll(() => state(daytrail)).toBe('failed');
  expect(await updates(daytrail)).toMatchObject({ message: expect.stringContaining('not what was published') });
  await daytrail.quit();
  expect(readFileSync(file, 'utf8')).toBe(OLD);
});
