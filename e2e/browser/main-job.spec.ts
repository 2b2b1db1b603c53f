/** What Daytrail is for: a watcher's heartbeats in, a timeline out, nothing lost however it ends. */
import { AWClient } from 'aw-client';
import { clockTime, clockTimeWithSeconds } from '../support/clock.ts';
import { databaseIn } from '../support/places.ts';
import { hasWriteAheadLog, type RecordedEvent, readRecord } from '../support/record.ts';
import { AFK_BUCKET, hourOfBeats, startWatchers, WINDOW_BUCKET } from '../support/watchers.ts';
import {
  block,
  expect,
  foot,
  list,
  listed,
  NOBODY_ANSWERS,
  open,
  rows,
  skipWithoutSignals,
  test,
  timeline,
} from '../support/window.ts';

const HOUR_MS = 3_600_000;

/** An event in the words of the window. */
function inWords({ bucket, start, duration, data }: RecordedEvent) {
  const away = bucket === AFK_BUCKET;
  const what = away ? (data.status === 'afk' ? 'Away' : 'Active') : String(data.app);
  const title = String(data.title ?? '');
  const [from, to] = [start / 1000, (start + duration) / 1000];
  const minutes = duration / 60e6;
  return {
    block: [what, title, `${clockTime(from)} to ${clockTime(to)}`, `${minutes} minutes`].filter(Boolean).join(', '),
    row: [
      clockTimeWithSeconds(from),
      clockTimeWithSeconds(to),
      `${minutes} min`,
      away ? 'Away and back' : 'Apps and windows',
      what,
      title,
    ]
      .join(' ')
      .trim(),
  };
}

/** Heartbeats for a whole day until now, which nobody waits for to end. */
const dayOfBeats = () => {
  const now = Date.now();
  return Array.from({ length: 24 }, (_, hour) => hourOfBeats(now - (23 - hour) * HOUR_MS)).flat();
};

/** The acknowledged events of which not everything is there. The last beat's answer may have been on its way: one can be longer. */
function lacking(acknowledged: readonly RecordedEvent[], found: readonly RecordedEvent[]): readonly RecordedEvent[] {
  const byStart = new Map(
    found.map((event) => [`${event.bucket} ${event.start} ${JSON.stringify(event.data)}`, event]),
  );
  return acknowledged.filter((event) => {
    const same = byStart.get(`${event.bucket} ${event.start} ${JSON.stringify(event.data)}`);
    return same === undefined || same.duration < event.duration;
  });
}

/** What any client gets back over HTTP. */
async function readOverHttp(address: string): Promise<readonly RecordedEvent[]> {
  const client = new AWClient('aw-watcher-e2e', { baseURL: address });
  const all: RecordedEvent[] = [];
  for (const bucket of [WINDOW_BUCKET, AFK_BUCKET]) {
    for (const { timestamp, duration = 0, data } of await client.getEvents(bucket, { limit: 100_000 })) {
      all.push({ bucket, start: timestamp.getTime() * 1000, duration: Math.round(duration * 1e6), data });
    }
  }
  return all;
}

test("an hour of a real client's heartbeats is on the timeline, and in words below it", async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  await open(page, daytrail);
  await expect(page.getByRole('heading', { name: 'Your days will appear here' })).toBeVisible();

  const watchers = await startWatchers(daytrail.address);
  await watchers.send(hourOfBeats());

  const expected = watchers.acknowledged();
  await expect(timeline(page).getByRole('rowheader')).toHaveText([
    'Away and back, 3 blocks',
    'Apps and windows, 5 blocks',
  ]);
  for (const event of expected) await expect(block(page, inWords(event).block)).toBeAttached();
  await expect(listed(page)).toHaveText(`${expected.length} events`);
  const newestFirst = [...expected].sort((a, b) => b.start - a.start);
  const read = async () => {
    const texts = await rows(list(page)).allInnerTexts();
    return texts.map((row) => row.replace(/\s+/g, ' ').trim()).sort();
  };
  await expect.poll(read).toEqual(newestFirst.map((event) => inWords(event).row).sort());
  await expect(foot(page)).toContainText('Code since');
});

test('blocks and rows grow as heartbeats arrive: told, without asking, without loading anything again', async ({
  startHeadless,
  page,
}) => {
  const daytrail = await startHeadless();
  const watchers = await startWatchers(daytrail.address);
  const beats = hourOfBeats();
  await watchers.send(beats.slice(0, 4));
  const read: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (/"(timeline\.read|events\.list)"/.test(String(payload))) read.push(String(payload));
    }),
  );
  let loads = 0;
  page.on('load', () => {
    loads += 1;
  });
  await open(page, daytrail);
  const firefox = block(page, /^Firefox/);
  const row = rows(list(page)).filter({ hasText: 'Firefox' });
  await expect(firefox).toHaveAccessibleName(/, 1 minute$/);
  await expect(row).toContainText('1 min');

  read.length = 0;
  for (const minute of [3, 6, 9]) {
    await watchers.send(beats.slice(2 * (minute - 2), 2 * (minute + 1)));
    await expect(firefox).toHaveAccessibleName(new RegExp(`, ${minute} minutes$`));
    await expect(row).toContainText(`${minute} min`);
  }
  expect(read).toEqual([]);
  await watchers.send(beats.slice(20));
  await expect(block(page, /^Thunderbird, Inbox/)).toBeAttached();
  await expect(listed(page)).toHaveText(`${watchers.acknowledged().length} events`);
  expect(loads).toBe(1);
});

test('stopped in the middle of a stream, everything that was acknowledged is there again after the next start', async ({
  startHeadless,
  dataDir,
  page,
  tolerate,
}) => {
  skipWithoutSignals();
  tolerate(NOBODY_ANSWERS);
  const file = databaseIn(dataDir);
  const first = await startHeadless();
  await open(page, first);
  const watchers = await startWatchers(first.address);
  const stream = watchers.send(dayOfBeats()).then(
    () => 'sent to its end',
    () => 'broken off',
  );
  await expect.poll(() => watchers.acknowledged().length).toBeGreaterThan(10);
  first.kill('SIGTERM');
  expect(await stream).toBe('broken off');
  expect(await first.ended).toEqual({ code: 0, signal: null });
  expect(first.stdout()).toBe(`Daytrail is listening on ${first.address}\n`);
  expect(hasWriteAheadLog(file)).toBe(false);
  await expect(page.getByText('Daytrail does not answer.')).toBeVisible();

  const acknowledged = watchers.acknowledged();
  const kept = readRecord(file);
  expect(lacking(acknowledged, kept)).toEqual([]);

  const second = await startHeadless();
  expect(lacking(acknowledged, await readOverHttp(second.address))).toEqual([]);
  const from = new Date((acknowledged[0]?.start ?? 0) / 1000).toISOString();
  await open(page, second, `/timeline?at=${from}&span=${26 * 3600}`);
  await expect(listed(page)).toHaveText(`${kept.length} events`);
  await expect(timeline(page).getByRole('rowheader', { name: /^Apps and windows, \d+ block/ })).toBeAttached();
  await expect(timeline(page).getByRole('rowheader', { name: /^Away and back, \d+ block/ })).toBeAttached();
});

test('killed in the middle of a stream, everything that "Save now" said is saved is there after the next start', async ({
  startHeadless,
  page,
  tolerate,
}) => {
  tolerate(NOBODY_ANSWERS);
  const first = await startHeadless();
  await open(page, first);
  const watchers = await startWatchers(first.address);
  const stream = watchers.send(dayOfBeats()).catch(() => undefined);
  await expect.poll(() => watchers.acknowledged().length).toBeGreaterThan(5);
  await page.getByRole('button', { name: 'More' }).click();
  const saved = watchers.acknowledged();
  await page.getByRole('menuitem', { name: 'Save now' }).click();
  await expect(page.getByText('Everything is saved.')).toBeVisible();
  first.kill('SIGKILL');
  await stream;
  expect(await first.ended).toEqual({ code: null, signal: 'SIGKILL' });

  const second = await startHeadless();
  const kept = await readOverHttp(second.address);
  expect(lacking(saved, kept)).toEqual([]);
  const from = new Date((saved[0]?.start ?? 0) / 1000).toISOString();
  await open(page, second, `/timeline?at=${from}&span=${26 * 3600}`);
  await expect(listed(page)).toHaveText(`${kept.length} events`);
});

test('two windows show the same at the same time', async ({ startHeadless, context }) => {
  const daytrail = await startHeadless();
  const pages = [await context.newPage(), await context.newPage()];
  for (const page of pages) await open(page, daytrail);
  const watchers = await startWatchers(daytrail.address);
  await watchers.send(hourOfBeats());
  for (const page of pages) {
    await expect(block(page, /^Thunderbird, Inbox/)).toBeAttached();
    await expect(listed(page)).toHaveText('8 events');
  }
});
