/**
 * What Daytrail records of a real Wayland desktop, as a process of its own: a script opens, focuses, renames and closes
 * windows and keeps a log of it, and the record must be that log within a second.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startHeadless } from '../../headless-process.ts';
import { SOON } from '../soon.ts';
import { Sway } from './sway.ts';

const WITHIN_MS = 1_000;

interface Recorded {
  readonly timestamp: string;
  readonly duration: number;
  readonly data: { readonly app?: string; readonly title?: string; readonly status?: string };
}

it('a script’s windows under sway are recorded as its own log says, each switch within a second', async ({ skip }) => {
  const sway = await Sway.start();
  if (!(sway instanceof Sway)) return skip(sway.reason);
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-recording-'));
  onTestFinished(async () => {
    await sway.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const rename = await sway.open('editor', 'notes');
  const daytrail = startHeadless(['--data-dir', folder, '--port', '0'], { env: sway.env });
  const address = await daytrail.listening;
  const recorded = async (watcher: string): Promise<Recorded[]> => {
    const answer = await fetch(`${address}/api/0/buckets/${watcher}_${hostname()}/events?limit=-1`);
    return answer.ok ? ((await answer.json()) as Recorded[]).reverse() : [];
  };
  const lastTitle = async () => (await recorded('aw-watcher-window')).at(-1)?.data.title;
  await expect.poll(lastTitle, SOON).toBe('notes');

  /** Between `from` and `to` the compositor did it. */
  const log: { readonly app: string; readonly title: string; readonly from: number; readonly to: number }[] = [];
  const step = async (app: string, title: string, act: () => Promise<unknown>) => {
    const from = Date.now();
    await act();
    log.push({ app, title, from, to: Date.now() });
    await expect.poll(lastTitle, SOON).toBe(title);
  };
  await step('browser', '日本語の題', () => sway.open('browser', '日本語の題'));
  await step('editor', 'notes', () => sway.focus('editor'));
  await step('editor', 'letter', () => rename('letter'));
  await step('browser', '日本語の題', () => sway.focus('browser'));
  await step('editor', 'letter', () => sway.command('[app_id="browser"] kill'));
  const presence = await recorded('aw-watcher-afk');
  daytrail.child.kill('SIGTERM');
  expect(await daytrail.ended).toEqual({ code: 0, signal: null });

  const again = startHeadless(['--no-watchers', '--data-dir', folder, '--port', '0']);
  const kept = await fetch(`${await again.listening}/api/0/buckets/aw-watcher-window_${hostname()}/events?limit=-1`);
  const [first, ...events] = ((await kept.json()) as Recorded[]).reverse();
  expect(first?.data).toEqual({ app: 'editor', title: 'notes' });
  expect(events.map(({ data }) => data)).toEqual(log.map(({ app, title }) => ({ app, title })));
  for (const [index, { from, to, title }] of log.entries()) {
    const begun = Date.parse(events[index]?.timestamp ?? '');
    const before = index === 0 ? first : events[index - 1];
    const ended = Date.parse(before?.timestamp ?? '') + (before?.duration ?? 0) * 1_000;
    for (const [what, moment] of [
      [`“${title}” began`, begun],
      [`what was before “${title}” ended`, ended],
    ] as const) {
      expect(moment, `${what} too early`).toBeGreaterThan(from - WITHIN_MS);
      expect(moment, `${what} too late`).toBeLessThan(to + WITHIN_MS);
    }
    // Read in whole ms.
    expect(begun).toBeGreaterThan(ended - 2);
  }
  expect(presence.map(({ data }) => data.status)).toEqual(['not-afk']);
}, 60_000);
