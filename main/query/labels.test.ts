import { describe, expect, it } from 'vitest';
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
