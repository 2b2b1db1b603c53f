import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Access } from '../../preload/contract/access.ts';
import type { AskingExtension } from '../api/access.ts';
import type { Policy } from '../store/policy.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import { type AccessDoor, createAccessDoor, policyOf } from './access-door.ts';
import { ConfigFile } from './config.ts';
import { silentLog } from './log.ts';

const ORIGIN = 'moz-extension://5d1ef0a1-0000-4000-8000-0123456789ab';
const NAME = 'an extension in Firefox';
const NOW = 1_000;

let file: string;
let config: ConfigFile;
let policies: Policy[];
/** What the store does with a policy; held up where a test wants to. */
let applying: () => Promise<void>;
let ask: (extension: Partial<AskingExtension>) => void;
let door: AccessDoor;
let told: Access[];
let now: number;

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'daytrail-access-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  file = join(folder, 'config.json');
  config = new ConfigFile({ file, log: silentLog });
  policies = [];
  applying = async () => undefined;
  now = NOW;
  const store = {
    setPolicy: (policy: Policy) => {
      policies.push(policy);
      return applying();
    },
    on: (event: string, listener: (payload: never) => void) => {
      if (event === 'asked') ask = (extension) => listener({ origin: ORIGIN, userAgent: '', ...extension } as never);
      return () => undefined;
    },
  } as Pick<StoreHandle, 'setPolicy' | 'on'>;
  door = createAccessDoor({ config, store, now: () => now });
  told = [];
  door.onChange((access) => told.push(access));
});

const onDisk = () => JSON.parse(readFileSync(file, 'utf8'));
const request = { origin: ORIGIN, name: NAME, since: NOW * 1000 };

describe('An extension that asks', () => {
  it('waits, once, for a person to decide, who is told at once', () => {
    ask({});
    ask({});
    expect(door.get()).toEqual({ apiKey: false, extensions: [], requests: [request] });
    expect(told).toEqual([door.get()]);
  });

  it('is let in by the configuration and by the store before that is answered', async () => {
    ask({});
    const applied = Promise.withResolvers<void>();
    applying = () => applied.promise;
    let answered = false;
    now = 2 * NOW;
    const allowed = door.allow(ORIGIN).then(() => {
      answered = true;
    });
    expect(onDisk().extensions).toEqual([{ ...request, since: 2 * NOW * 1000 }]);
    expect(policies).toEqual([expect.objectContaining({ access: { apiKey: null, extensions: [ORIGIN] } })]);
    await Promise.resolve();
    expect(answered).toBe(false);
    applied.resolve();
    await allowed;
    expect(told.at(-1)).toEqual({ apiKey: false, extensions: onDisk().extensions, requests: [] });
  });

  it('is not let in where it did not ask', async () => {
    await expect(door.allow(ORIGIN)).rejects.toMatchObject({ kind: 'not-found' });
    expect(policies).toEqual([]);
  });

  it('is not asked about again once it was refused', () => {
    ask({});
    door.refuse(ORIGIN);
    ask({});
    expect([door.get().requests, told.length, policies]).toEqual([[], 2, []]);
  });

  it('may ask again after what it was allowed is taken back', async () => {
    ask({});
    await door.allow(ORIGIN);
    ask({});
    expect(door.get().requests).toEqual([]);
    await door.remove(ORIGIN);
    expect([onDisk().extensions, policies.at(-1)?.access]).toEqual([[], { apiKey: null, extensions: [] }]);
    ask({});
    expect(door.get().requests).toHaveLength(1);
  });

  it('is one of ten at most', () => {
    for (let n = 0; n < 20; n += 1) ask({ origin: `moz-extension://${n}` });
    expect(door.get().requests).toHaveLength(10);
  });
});

describe('The key', () => {
  it('is made of 32 random bytes, told once, and holds before it is told', async () => {
    const key = await door.makeKey();
    expect(Buffer.from(key, 'base64url')).toHaveLength(32);
    expect([onDisk(), policies.at(-1)?.access]).toEqual([{ apiKey: key }, { apiKey: key, extensions: [] }]);
    expect(JSON.stringify([told, door.get()])).not.toContain(key);
    expect(door.get().apiKey).toBe(true);
    expect(await door.makeKey()).not.toBe(key);
  });

  it('is taken away from the file and the store', async () => {
    await door.makeKey();
    await door.removeKey();
    expect([onDisk(), policies.at(-1)?.access]).toEqual([{}, { apiKey: null, extensions: [] }]);
    expect(told.at(-1)?.apiKey).toBe(false);
  });

  it('that was written by hand holds once somebody looks', () => {
    writeFileSync(file, '{"apiKey":"by-hand"}');
    expect(door.get().apiKey).toBe(true);
    expect(policies.at(-1)?.access).toEqual({ apiKey: 'by-hand', extensions: [] });
  });
});

describe('The policy', () => {
  it('closes the API where the configuration could not be understood at start, and says why', () => {
    writeFileSync(file, '{');
    const broken = new ConfigFile({ file, log: silentLog });
    expect(policyOf(broken).access).toEqual({ unusable: expect.stringContaining(file) });
  });

  it('goes on as it was while the file is broken', () => {
    writeFileSync(file, '{"apiKey":"by-hand"}');
    door.get();
    writeFileSync(file, '{');
    door.get();
    expect(policies.map(({ access }) => access)).toEqual([
      { apiKey: 'by-hand', extensions: [] },
      { apiKey: 'by-hand', extensions: [] },
    ]);
  });
});
