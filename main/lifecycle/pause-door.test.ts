import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Policy } from '../store/policy.ts';
import { ConfigFile } from './config.ts';
import { FakeClock } from './fake-clock.ts';
import { silentLog } from './log.ts';
import { createPauseDoor } from './pause-door.ts';

const MINUTE = 60_000_000;
/** A Wednesday, at ten in the morning of this computer. */
const TEN = new Date(2026, 10, 18, 10).getTime() * 1000;

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-pause-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = join(folder, 'config.json');
});

function open(begin = TEN) {
  const clock = new FakeClock();
  const wall = { setBy: 0 };
  const policies: Policy['notRecorded'][] = [];
  const did: string[] = [];
  const config = new ConfigFile({ file, log: silentLog });
  const door = createPauseDoor({
    config,
    store: { setPolicy: async ({ notRecorded }) => void policies.push(notRecorded), dayStart: () => 240 },
    log: silentLog,
    watchers: { pause: () => did.push('pause'), resume: () => did.push('resume') },
    now: () => begin + clock.now() * 1000 + wall.setBy,
    clock,
  });
  const told: string[] = [];
  door.onChange(() => told.push(door.state().state));
  return { door, config, clock, wall, policies, told, did: () => did.splice(0) };
}
const kept = () => JSON.parse(readFileSync(file, 'utf8'));

describe('the way to pause', () => {
  it('holds for the watchers, the store and the file before it is answered', async () => {
    const { door, policies, did, told } = open();
    did();
    await door.pause('quarter');
    expect(door.state()).toEqual({ state: 'paused', until: TEN + 15 * MINUTE });
    expect(did()).toEqual(['pause']);
    expect(policies.at(-1)).toEqual([{ from: TEN, to: TEN + 15 * MINUTE }]);
    expect(kept()).toMatchObject({ pause: { from: TEN, until: TEN + 15 * MINUTE } });
    expect(told).toEqual(['paused']);
  });

  it('ends by itself', async () => {
    const { door, clock, did, told } = open();
    await door.pause('quarter');
    did();
    await clock.advance(15 * 60_000 - 1);
    expect(did()).not.toContain('resume');
    await clock.advance(1);
    expect(did()).toEqual(['resume']);
    expect(told).toEqual(['paused', 'recording']);
    expect(clock.pending).toBe(0);
  });

  it('ends in time although the computer slept, when timers stand still', async () => {
    const { door, clock, wall } = open();
    await door.pause('hour');
    wall.setBy = 59 * MINUTE + 50_000_000;
    await clock.advance(30_000);
    expect(door.state().state).toBe('recording');
  });

  it('is ended by a person, and what it left out stays known', async () => {
    const { door, clock, policies } = open();
    await door.pause('hour');
    await clock.advance(120_000);
    await door.resume();
    expect(door.state()).toEqual({ state: 'recording', until: null });
    expect(policies.at(-1)).toEqual([{ from: TEN, to: TEN + 2 * MINUTE }]);
  });

  it('survives a restart', async () => {
    await open().door.pause('resumed');
    const later = open(TEN + 600 * MINUTE);
    expect(later.door.state()).toEqual({ state: 'paused', until: null });
    expect(later.did()).toEqual(['pause']);
    await later.door.resume();
    expect(open(TEN + 601 * MINUTE).door.state().state).toBe('recording');
  });

  it('tells the store of the next hours before they begin', async () => {
    writeFileSync(file, '{"hours":{"on":true,"from":"09:00","to":"11:00","days":[3]}}');
    const { door, clock, policies, did } = open();
    const eleven = TEN + 60 * MINUTE;
    expect(door.state()).toEqual({ state: 'recording', until: eleven });
    did();
    await clock.advance(60 * 60_000);
    expect(door.state().state).toBe('off-hours');
    expect(did().at(-1)).toBe('pause');
    const week = new Date(2026, 10, 25, 9).getTime() * 1000;
    expect(policies.at(-1)).toContainEqual({ from: eleven, to: week });
    expect(policies.at(-1)?.some(({ from }) => from > week)).toBe(true);
  });

  it('follows the configuration when that changes', () => {
    const { door, config, told } = open();
    config.change({ hours: { on: true, days: [] } });
    expect(door.state()).toEqual({ state: 'off-hours', until: null });
    config.change({ hours: { on: false } });
    expect(told).toEqual(['off-hours', 'recording']);
  });

  it('says that it could not be kept, and does not hold then', async () => {
    const { door } = open();
    writeFileSync(file, '{');
    await expect(door.pause('hour')).rejects.toMatchObject({ kind: 'invalid' });
    expect(door.state().state).toBe('recording');
  });

  it('leaves no timer behind', async () => {
    const { door, clock } = open();
    await door.pause('hour');
    door.dispose();
    expect(clock.pending).toBe(0);
  });
});
