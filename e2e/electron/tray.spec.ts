import { expect, test } from '../support/electron.ts';
import { databaseIn } from '../support/places.ts';
import { blockWriting } from '../support/record.ts';
import { AFK_BUCKET, startWatchers, WINDOW_BUCKET } from '../support/watchers.ts';

test('the tray says what is recorded, and offers what can be done', async ({ start }) => {
  const daytrail = await start('--hidden');
  await expect
    .poll(() => daytrail.menu())
    .toEqual([
      { id: 'recording', label: 'Nothing recorded yet', enabled: false },
      { id: 'open', label: 'Open Daytrail', enabled: true },
      { id: 'pause', label: 'Pause recording', enabled: true },
      { id: 'preferences', label: 'Preferences', enabled: true },
      { id: 'logs', label: 'Open log folder', enabled: true },
      { id: 'quit', label: 'Quit Daytrail', enabled: true },
    ]);
});

test('the tray follows what the watchers tell', async ({ start }) => {
  const daytrail = await start();
  const watchers = await startWatchers(await daytrail.address());
  const recording = async () => (await daytrail.menu())[0]?.label;

  const now = Date.now();
  await watchers.send([{ bucket: WINDOW_BUCKET, at: now, data: { app: 'Firefox', title: 'A & B' } }]);
  await expect.poll(recording).toMatch(/^Firefox since \d/);
  await watchers.send([{ bucket: AFK_BUCKET, at: now, data: { status: 'afk' } }]);
  await expect.poll(recording).toMatch(/^Away since \d/);
  await watchers.send([{ bucket: AFK_BUCKET, at: now + 1000, data: { status: 'not-afk' } }]);
  await expect.poll(recording).toMatch(/^Firefox since \d/);
});

test('the tray says that changes are not saved, and no longer when they are', async ({ start, dataDir }) => {
  const daytrail = await start();
  const watchers = await startWatchers(await daytrail.address());
  await (await daytrail.window()).evaluate(() => globalThis.daytrail.commit());
  const unblock = blockWriting(databaseIn(dataDir));
  await watchers.send([{ bucket: WINDOW_BUCKET, at: Date.now(), data: { app: 'Firefox', title: '' } }]);
  await daytrail.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  const trouble = async () => (await daytrail.menu()).find(({ id }) => id === 'attention-unsaved')?.label;
  await expect.poll(trouble, { timeout: 30_000 }).toMatch(/^1 change not saved yet: /);
  unblock();
  await expect.poll(trouble, { timeout: 30_000 }).toBeUndefined();
});
