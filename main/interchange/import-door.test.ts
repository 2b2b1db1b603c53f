import { describe, expect, it } from 'vitest';
import type { FoundRecord } from '../../preload/contract/imports.ts';
import type { Json } from '../events/event.ts';
import { createImportDoor, OFFER_SETTING } from './import-door.ts';

const FOUND: FoundRecord = { kind: 'aw-server-rust', path: '/a/sqlite.db', bytes: 1, modified: 2, running: false };

const HOUR = 3600 * 1_000_000;
const NOW = 1_000 * HOUR;

/** On a record whose buckets are so many hours old. */
function doorOn(hours: readonly number[], found: readonly FoundRecord[] = [FOUND], choose?: () => Promise<string>) {
  const settings = new Map<string, Json>();
  let looked = 0;
  const door = createImportDoor({
    store: {
      listBuckets: async () => hours.map((age) => ({ created: NOW - age * HOUR }) as never),
      getSetting: async (key) => settings.get(key) ?? null,
      setSetting: async (key, value) => void settings.set(key, value),
    },
    find: async () => {
      looked++;
      return found;
    },
    choose,
    now: () => NOW,
  });
  return { door, settings, looked: () => looked };
}

describe('a record that was found', () => {
  it('is offered on an empty record until that is declined, and can be looked for afterwards', async () => {
    const { door, settings } = doorOn([]);
    expect(await door.offer()).toEqual(FOUND);
    expect(await door.offer()).toEqual(FOUND);
    await door.dismiss();
    expect(settings.get(OFFER_SETTING)).toBe('declined');
    expect(await door.offer()).toBeNull();
    expect(await door.find()).toEqual([FOUND]);
  });

  it('is offered on a record that has only just begun', async () => {
    expect(await doorOn([0, 23]).door.offer()).toEqual(FOUND);
  });

  it('is not even looked for where something has been recorded for long', async () => {
    const { door, looked } = doorOn([1, 25]);
    expect(await door.offer()).toBeNull();
    expect(looked()).toBe(0);
  });

  it('is null where there is none', async () => {
    expect(await doorOn([], []).door.offer()).toBeNull();
  });
});

describe('choosing a file', () => {
  it('is asked of the shell, and unsupported where that has no dialogs', async () => {
    expect(await doorOn([], [], async () => '/export.json').door.choose()).toBe('/export.json');
    await expect(doorOn([]).door.choose()).rejects.toMatchObject({ kind: 'unsupported' });
  });
});
