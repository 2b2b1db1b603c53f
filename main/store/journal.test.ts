import { describe, expect, it } from 'vitest';
import { Journal } from './journal.ts';
import type { StoredEvent } from './writes.ts';

const event = (id: number, duration = 0, bucket = 1): StoredEvent => ({ id, bucket, start: id, duration, data: '{}' });

describe('the journal of uncommitted writes', () => {
  it('keeps writes in their order', () => {
    const journal = new Journal();
    journal.add({ kind: 'insert-event', event: event(1) });
    journal.add({ kind: 'delete-setting', key: 'a' });
    journal.add({ kind: 'delete-event', id: 1 });
    expect(journal.writes.map(({ kind }) => kind)).toEqual(['insert-event', 'delete-setting', 'delete-event']);
    journal.clear();
    expect(journal.size).toBe(0);
  });

  it('keeps of an event that is lengthened again and again only the last length', () => {
    const journal = new Journal();
    journal.add({ kind: 'insert-event', event: event(1) });
    for (let second = 1; second <= 5; second += 1) {
      journal.add({ kind: 'lengthen-event', id: 1, duration: second });
      journal.add({ kind: 'lengthen-event', id: 7, duration: 10 * second });
    }
    expect(journal.writes).toEqual([
      { kind: 'insert-event', event: event(1, 5) },
      { kind: 'lengthen-event', id: 7, duration: 50 },
    ]);
  });

  it('never moves a lengthening before a replacement, a deletion or a new beginning', () => {
    const journal = new Journal();
    journal.add({ kind: 'lengthen-event', id: 1, duration: 5 });
    journal.add({ kind: 'replace-event', event: event(1, 3) });
    journal.add({ kind: 'lengthen-event', id: 1, duration: 9 });
    journal.add({ kind: 'lengthen-event', id: 2, duration: 5 });
    journal.add({ kind: 'delete-bucket', row: 2 });
    journal.add({ kind: 'lengthen-event', id: 2, duration: 6 });
    expect(journal.writes.map(({ kind }) => kind)).toEqual([
      'lengthen-event',
      'replace-event',
      'lengthen-event',
      'lengthen-event',
      'delete-bucket',
      'lengthen-event',
    ]);
    expect(journal.overlay(() => null).events.get(1)).toEqual(event(1, 9));
  });

  it('says what the writes make of what the disk has', () => {
    const disk = new Map([1, 2, 3, 4].map((id) => [id, event(id, 1, id === 4 ? 2 : 1)]));
    const journal = new Journal();
    journal.add({ kind: 'lengthen-event', id: 1, duration: 8 });
    journal.add({ kind: 'delete-event', id: 2 });
    journal.add({ kind: 'insert-event', event: event(5, 2) });
    journal.add({ kind: 'lengthen-event', id: 4, duration: 8 });
    journal.add({ kind: 'delete-bucket', row: 2 });
    journal.add({ kind: 'lengthen-event', id: 99, duration: 8 });
    const { events, deletedBuckets } = journal.overlay((id) => disk.get(id) ?? null);
    expect([...events]).toEqual([
      [1, event(1, 8)],
      [2, null],
      [5, event(5, 2)],
      [4, null],
    ]);
    expect([...deletedBuckets]).toEqual([2]);
  });
});
