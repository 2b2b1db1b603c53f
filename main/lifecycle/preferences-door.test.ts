import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Policy } from '../store/policy.ts';
import { ConfigFile } from './config.ts';
import { silentLog } from './log.ts';
import { createPreferencesDoor } from './preferences-door.ts';

let file: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-preferences-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  file = join(folder, 'config.json');
});

function open() {
  const policies: Policy[] = [];
  const config = new ConfigFile({ file, log: silentLog });
  const store = { setPolicy: async (policy: Policy) => void policies.push(policy) };
  return { door: createPreferencesDoor({ config, store }), policies };
}

describe('the preferences', () => {
  it('are kept in the file and hold in the store before a change is answered', async () => {
    const { door, policies } = open();
    await door.set({ privacy: { recordPrivateWindows: true } });
    expect(policies.at(-1)?.recordPrivateWindows).toBe(true);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ privacy: { recordPrivateWindows: true } });
    expect(open().door.get().privacy.recordPrivateWindows).toBe(true);
  });

  it('leave what else the file says as it is', async () => {
    writeFileSync(file, JSON.stringify({ apiKey: 'k', hours: { on: true, note: 'mine' }, later: 1 }));
    const { door } = open();
    await door.set({ hours: { on: false, days: [1], from: '08:00', to: '12:00' } });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      apiKey: 'k',
      hours: { on: false, days: [1], from: '08:00', to: '12:00', note: 'mine' },
      later: 1,
    });
  });

  it('are read anew when they are asked for, since a person may have written them by hand', () => {
    const { door } = open();
    writeFileSync(file, JSON.stringify({ presence: { awayAfterSeconds: 600 } }));
    expect(door.get().presence.awayAfterSeconds).toBe(600);
  });

  it('hold no key: what the window need not know stays in the file', () => {
    writeFileSync(file, JSON.stringify({ apiKey: 'secret' }));
    expect(JSON.stringify(open().door.get())).not.toContain('secret');
  });

  it('are told when they change, and stay what they were where they cannot be kept', async () => {
    const { door } = open();
    const told: number[] = [];
    door.onChange(({ presence }) => told.push(presence.awayAfterSeconds));
    await door.set({ presence: { awayAfterSeconds: 60 } });
    writeFileSync(file, 'no JSON');
    await expect(door.set({ presence: { awayAfterSeconds: 90 } })).rejects.toMatchObject({ kind: 'invalid' });
    expect(told).toEqual([60]);
  });
});
