/**
 * `node scripts/screenshot.ts`: takes the README's picture of the real window, docs/images/timeline.png, on some days of made-up
 * records and with heartbeats arriving.
 */
import { chromium } from '@playwright/test';
import { Temporal } from 'temporal-polyfill';
import { openSession } from '../bench/support/session.ts';
import { YEAR, YEAR_BUCKETS, year } from '../bench/year.ts';
import { writeYear } from '../bench/year-file.ts';
import { build, isStale } from './build/build.ts';
import { inRoot } from './root.ts';
import { findChromium } from './runtime/chromium.ts';

if (isStale()) await build(true);
/** Up to yesterday. */
const records = { ...YEAR, firstDay: Temporal.Now.plainDateISO(YEAR.zone).subtract({ days: 12 }).toString(), days: 12 };
const executablePath = findChromium(process.env);
if (executablePath === null) throw new Error('There is no Chromium. `npm test -- browser` installs one.');
const session = await openSession((file) => writeYear(file, records));
const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 });
try {
  await beat(YEAR_BUCKETS.away.id, { status: 'not-afk' });
  await beat(YEAR_BUCKETS.window.id, { app: 'Code', title: 'invoice-form.tsx - harbour-api - Visual Studio Code' });
  const page = await browser.newPage({
    viewport: { width: 1360, height: 860 },
    deviceScaleFactor: 2,
    locale: 'en-GB',
    timezoneId: YEAR.zone,
  });
  const { origin, hash } = new URL(await session.windowAddress);
  await page.goto(`${origin}/timeline?day=${busiestDay()}${hash}`);
  await page.locator('canvas').first().waitFor();
  await page.getByRole('row').nth(5).waitFor();
  // The blocks fade in.
  await page.waitForTimeout(1000);
  await page.screenshot({ path: inRoot('docs/images/timeline.png') });
} finally {
  await browser.close();
  await session.close();
}

/** The one with the most windows. */
function busiestDay(): Temporal.PlainDate {
  const days = [...year(records)].filter((batch) => batch.bucket === YEAR_BUCKETS.window);
  const [busiest] = days.sort((one, other) => other.events.length - one.events.length);
  const start = busiest?.events[0]?.start ?? 0;
  return Temporal.Instant.fromEpochMilliseconds(Math.floor(start / 1000))
    .toZonedDateTimeISO(YEAR.zone)
    .toPlainDate();
}

async function beat(bucket: string, data: object): Promise<void> {
  const answer = await fetch(`${session.address}/api/0/buckets/${bucket}/heartbeat?pulsetime=60`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ timestamp: new Date().toISOString(), duration: 0, data }),
  });
  if (!answer.ok) throw new Error(`a heartbeat was answered with ${answer.status}`);
}
