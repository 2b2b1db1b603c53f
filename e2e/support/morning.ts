/** A window on the morning that days.ts tells of. */
import type { Page } from '@playwright/test';
import { clock } from './clock.ts';
import { tellMorning } from './days.ts';
import type { Headless } from './headless.ts';
import { block, drawn, expect, open } from './window.ts';

/** Today's. */
export async function openMorning(page: Page, daytrail: Headless): Promise<void> {
  await tellMorning(daytrail.address);
  await open(page, daytrail);
  await expect(block(page, /^Slack/)).toBeAttached();
  await drawn(page);
}

/** Hours of yesterday in sight. */
export const HOURS = 8;

/** Yesterday's, from 06:00 to 14:00: a stretch that no present moment moves. */
export async function openYesterday(page: Page, daytrail: Headless): Promise<void> {
  await tellMorning(daytrail.address, -1);
  const from = new Date(clock('06:00', -1)).toISOString();
  await open(page, daytrail, `/timeline?at=${from}&span=${HOURS * 3600}`);
  await expect(block(page, /^Slack/)).toBeAttached();
  await drawn(page);
}
