import { describe, expect, it } from 'vitest';
import type { Returned } from '../../preload/contract/returns.ts';
import type { Source } from '../../preload/contract/schemas.ts';
import { settle } from './fake-clock.ts';
import { silentLog } from './log.ts';
import { createReturnsDoor } from './returns-door.ts';

const MINUTE = 60_000_000;
const TEN = Date.UTC(2026, 10, 18, 10) * 1000;

interface Written {
  readonly start: number;
  readonly end: number;
  readonly data: Record<string, unknown>;
}

function open(ask = true) {
  const events: Written[] = [];
  const buckets: unknown[] = [];
  const told: Returned[] = [];
  let sources: Source[] = [];
  let moved = (): void => undefined;
  let now = TEN;
  const store = {
    on: (_event: string, listener: () => void) => {
      moved = listener;
      return () => undefined;
    },
    sources: () => sources,
    createBucket: async (...args: unknown[]) => buckets.push(args) > 0,
    insertEvents: async (_bucket: string, written: readonly Written[]) => {
      events.push(...written);
      return [];
    },
    pageEvents: async () => ({
      total: events.length,
      events: events.toReversed().map((event, id) => ({ ...event, id, bucket: 'b' })),
    }),
  };
  const config = { current: { returns: { ask } } };
  const door = createReturnsDoor({
    config: config as never,
    store: store as never,
    hostname: 'desk',
    log: silentLog,
    now: () => now,
  });
  door.onChange((returned) => told.push(returned));
  const presence = async (label: string, since: number) => {
    now = TEN + since * MINUTE + 1_000_000;
    sources = [{ bucket: 'aw-watcher-afk_desk', type: 'afkstatus', label, since: TEN + since * MINUTE, lastSeen: now }];
    moved();
    await settle();
  };
  const comeBack = async (from: number, to: number) => {
    await presence('afk', from);
    await presence('not-afk', to);
  };
  return { door, told, events, buckets, comeBack };
}

describe('the question what an absence was', () => {
  it('is asked when somebody comes back', async () => {
    const { door, told, comeBack } = open();
    expect(await door.get()).toEqual({ absence: null, recent: [] });
    await comeBack(0, 30);
    expect(told).toEqual([{ absence: { start: TEN, end: TEN + 30 * MINUTE }, recent: [] }]);
    expect(await door.get()).toEqual(told[0]);
  });

  it('is not asked unless somebody wants it', async () => {
    const { door, told, comeBack } = open(false);
    await comeBack(0, 30);
    expect([told, (await door.get()).absence]).toEqual([[], null]);
  });

  it('is answered where a stopwatch would enter it, and over with that', async () => {
    const { door, told, events, buckets, comeBack } = open();
    await comeBack(0, 30);
    await door.answer('Lunch');
    expect(buckets).toEqual([
      ['daytrail-notes_desk', { type: 'general.stopwatch', client: 'daytrail-notes', hostname: 'desk' }],
    ]);
    expect(events).toEqual([{ start: TEN, end: TEN + 30 * MINUTE, data: { label: 'Lunch' } }]);
    expect(told.at(-1)).toEqual({ absence: null, recent: [] });
    await expect(door.answer('Lunch')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('comes with what was answered lately, each once, the newest first', async () => {
    const { door, comeBack } = open();
    for (const [index, label] of ['Lunch', 'A call', 'Lunch'].entries()) {
      await comeBack(index * 100, index * 100 + 30);
      await door.answer(label);
    }
    await comeBack(300, 330);
    expect((await door.get()).recent).toEqual(['Lunch', 'A call']);
  });

  it('can be left unanswered: nothing is entered, and it is not asked again', async () => {
    const { door, told, events, comeBack } = open();
    await comeBack(0, 30);
    door.dismiss();
    await settle();
    expect(told.at(-1)).toEqual({ absence: null, recent: [] });
    expect(events).toEqual([]);
  });

  it('is about the newest absence where several were left', async () => {
    const { door, comeBack } = open();
    await comeBack(0, 30);
    await comeBack(60, 90);
    expect((await door.get()).absence).toEqual({ start: TEN + 60 * MINUTE, end: TEN + 90 * MINUTE });
  });
});
