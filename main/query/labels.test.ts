import { describe, expect, it } from 'vitest';
import { label } from '../../preload/contract/label.ts';
import type { JsonObject } from '../events/event.ts';
import { Labels } from './labels.ts';
import { MORNING, record, type TestEvent } from './test-record.ts';

const events = (apps: readonly string[]): TestEvent[] =>
  apps.map((app, n) => ({ start: MORNING + n, duration: 0, data: { app, title: `title ${n}` } }));

describe('Labels', () => {
  it('give equal keys equal numbers and tell titles apart', () => {
    const { db } = record({ b: events(['Ed', 'Web', 'Ed']) });
    const labels = new Labels(db);
    labels.load([3, 1, 2]);
    expect(labels.keyOf(1)).toBe(labels.keyOf(3));
    expect([1, 2, 3].map((row) => labels.key(labels.keyOf(row)))).toEqual(['Ed', 'Web', 'Ed']);
    expect([1, 2, 3].map((row) => labels.title(row))).toEqual(['title 0', 'title 1', 'title 2']);
  });

  it('are found for rows far apart and for very many', () => {
    const { db } = record({ b: events(Array.from({ length: 9000 }, (_, n) => `App ${n}`)) });
    const labels = new Labels(db);
    const rows = [1, 2, 40, 4100, 4101, 9000];
    labels.load(rows);
    expect(rows.map((row) => labels.key(labels.keyOf(row)))).toEqual(rows.map((row) => `App ${row - 1}`));
    labels.load(Array.from({ length: 9000 }, (_, n) => n + 1));
    expect(labels.key(labels.keyOf(7777))).toBe('App 7776');
  });

  it.each<[string, JsonObject, string]>([
    ['counts of keys and mouse', { clicks: 4, deltaX: -1.5, presses: 43 }, 'Input'],
    ['nothing but a count of keys', { presses: null }, 'Input'],
    ['counts beside an app', { presses: 43, app: 'Ed' }, 'Ed'],
    ['counts within something else', { counts: { presses: 43 } }, 'counts'],
    ['counts in a list', { counts: [{ presses: 43 }], presses: 1 }, 'Input'],
    ['a name that looks like counts', { '"presses":': 1, n: 2 }, '"presses":, n'],
    ['counts beside a text with quotes', { presses: 1, z: '":"' }, '":"'],
  ])('call %s what anybody else would', (_, data, key) => {
    const { db } = record({ b: [{ start: MORNING, duration: 0, data }] });
    const labels = new Labels(db);
    labels.load([1]);
    expect(labels.key(labels.keyOf(1))).toBe(key);
    expect(label(data).key).toBe(key);
  });

  it('are read again once forgotten, for a row number may be given again', () => {
    const { db } = record({ b: events(['Ed']) });
    const labels = new Labels(db);
    labels.load([1]);
    expect([labels.key(labels.keyOf(1)), labels.title(1)]).toEqual(['Ed', 'title 0']);
    db.prepare('UPDATE data SET json = ?').run('{"app":"Web","title":"other"}');
    labels.forget();
    labels.load([1]);
    expect([labels.key(labels.keyOf(1)), labels.title(1)]).toEqual(['Web', 'other']);
  });
});
