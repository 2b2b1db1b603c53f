import { describe, expect, it } from 'vitest';
import type { Updates } from '../../preload/contract/updates.ts';
import { DEFAULTS } from './config-schema.ts';
import { FakeClock } from './fake-clock.ts';
import { recordedLog } from './recorded-log.ts';
import { createUpdateDoor, type Updater, type UpdaterSource } from './update-door.ts';
import { FIRST_LOOK_MS, LOOK_EVERY_MS, off } from './update-policy.ts';

const NEWER = { version: '2.0.0', published: 5, size: 1000 };

function aDoor({ daily = false, source = null as UpdaterSource | null, updater = {} as Partial<Updater> } = {}) {
  const calls: string[] = [];
  const clock = new FakeClock();
  const config = { current: { ...DEFAULTS, updates: { daily } } };
  const configListeners = new Set<() => void>();
  const fake: Updater = {
    look: async () => {
      calls.push('look');
      return NEWER;
    },
    fetch: async (tell) => {
      calls.push('fetch');
      tell(0.5);
    },
    stage: async () => void calls.push('stage'),
    install: () => void calls.push('install'),
    ...updater,
  };
  const opened: UpdaterSource = source ?? {
    open: async () => {
      calls.push('open');
      return fake;
    },
  };
  const door = createUpdateDoor({
    source: opened,
    config: {
      get current() {
        return config.current;
      },
      onChange: (listener) => {
        configListeners.add(listener);
        return () => void configListeners.delete(listener);
      },
    },
    log: recordedLog(),
    clock,
    now: () => 7,
  });
  const told: Updates[] = [];
  door.onChange((state) => void told.push(state));
  const wantDaily = (wanted: boolean) => {
    config.current = { ...DEFAULTS, updates: { daily: wanted } };
    for (const listener of configListeners) listener();
  };
  return { door, calls, clock, told, wantDaily };
}

/** Until what was begun has come to rest. */
const settled = async (until: () => boolean) => {
  while (!until()) await new Promise((resolve) => setImmediate(resolve));
};

describe('updates', () => {
  it('ask nobody anything, and load nothing, until a person looks', async () => {
    const { door, calls, clock } = aDoor();
    await clock.advance(10 * LOOK_EVERY_MS);
    expect(calls).toEqual([]);
    expect(door.state()).toEqual({ state: 'idle', lookedAt: null });
  });

  it('are fetched only after a yes, and installed only at the end', async () => {
    const { door, calls, told } = aDoor();
    expect(await door.look()).toEqual({ state: 'found', ...NEWER });
    expect(calls).toEqual(['open', 'look']);
    door.install();
    await settled(() => door.state().state === 'ready');
    expect(calls).toEqual(['open', 'look', 'fetch']);
    expect(told.map(({ state }) => state)).toEqual(['looking', 'found', 'fetching', 'fetching', 'ready']);
    await door.stage();
    door.finish();
    expect(calls).toEqual(['open', 'look', 'fetch', 'stage', 'install']);
  });

  it('are not installed where the end left no time to prepare it, or nothing was fetched', async () => {
    const fetched = aDoor();
    await fetched.door.look();
    fetched.door.install();
    await settled(() => fetched.door.state().state === 'ready');
    fetched.door.finish();
    expect(fetched.calls).not.toContain('install');

    const found = aDoor();
    await found.door.look();
    await found.door.stage();
    found.door.finish();
    expect(found.calls).toEqual(['open', 'look']);
  });

  it('that cannot be handed over do not keep Daytrail from ending, and are not installed', async () => {
    const { door, calls } = aDoor({ updater: { stage: async () => Promise.reject(new Error('no')) } });
    await door.look();
    door.install();
    await settled(() => door.state().state === 'ready');
    await door.stage();
    door.finish();
    expect(calls).not.toContain('install');
  });

  it('are looked for once, however many ask at the same time', async () => {
    const { door, calls } = aDoor();
    await Promise.all([door.look(), door.look()]);
    expect(calls).toEqual(['open', 'look']);
  });

  it('say when there is nothing newer, and when that was', async () => {
    const { door } = aDoor({ updater: { look: async () => null } });
    expect(await door.look()).toEqual({ state: 'idle', lookedAt: 7 });
    expect(() => door.install()).toThrow(/Look for one first/);
  });

  it('that cannot be looked for say why, and can be looked for again', async () => {
    let there = false;
    const look = async () => {
      if (!there) throw new Error('net::ERR_NAME_NOT_RESOLVED');
      return NEWER;
    };
    const { door } = aDoor({ updater: { look } });
    expect(await door.look()).toMatchObject({
      state: 'failed',
      version: null,
      message: expect.stringContaining('reached'),
    });
    there = true;
    expect(await door.look()).toMatchObject({ state: 'found' });
  });

  it('whose download failed can be fetched again without another look', async () => {
    let attempts = 0;
    const fetch = async () => {
      attempts += 1;
      if (attempts === 1) throw new Error('sha512 checksum mismatch');
    };
    const { door, calls } = aDoor({ updater: { fetch } });
    await door.look();
    door.install();
    await settled(() => door.state().state === 'failed');
    expect(door.state()).toMatchObject({ version: '2.0.0' });
    door.install();
    await settled(() => door.state().state === 'ready');
    expect(calls).toEqual(['open', 'look']);
  });

  it('are off where something else updates Daytrail: a look is answered with the reason and asks nobody', async () => {
    const { door, calls, clock } = aDoor({ daily: true, source: { off: off('package-manager') } });
    expect(await door.look()).toMatchObject({ state: 'off', reason: 'package-manager' });
    await clock.advance(2 * LOOK_EVERY_MS);
    expect(calls).toEqual([]);
  });

  it('are looked for once a day from the moment a person wants that, until they no longer do', async () => {
    const { calls, clock, wantDaily } = aDoor();
    wantDaily(true);
    await clock.advance(FIRST_LOOK_MS);
    expect(calls).toEqual(['open', 'look']);
    await clock.advance(LOOK_EVERY_MS);
    expect(calls).toEqual(['open', 'look', 'look']);
    wantDaily(false);
    await clock.advance(3 * LOOK_EVERY_MS);
    expect(calls).toEqual(['open', 'look', 'look']);
    expect(clock.pending).toBe(0);
  });

  it('that wait to be installed are not looked for again, and leave no timer behind when Daytrail ends', async () => {
    const { door, calls, clock } = aDoor({ daily: true });
    await door.look();
    door.install();
    await settled(() => door.state().state === 'ready');
    await clock.advance(3 * LOOK_EVERY_MS);
    expect(calls).toEqual(['open', 'look', 'fetch']);
    door.dispose();
    expect(clock.pending).toBe(0);
  });
});
