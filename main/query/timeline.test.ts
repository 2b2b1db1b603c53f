import { describe, expect, it } from 'vitest';
import { timeline } from '../../preload/contract/schemas.ts';
import { createReader } from './reads.ts';
import { EVERYTHING } from './stale.ts';
import { addEvent, HOUR, MORNING, record, SECOND, type TestEvent } from './test-record.ts';

const event = (second: number, seconds: number, app: string, title = ''): TestEvent => ({
  start: MORNING + second * SECOND,
  duration: seconds * SECOND,
  data: { app, title },
});
const hour = { start: MORNING, end: MORNING + HOUR };

describe('A timeline', () => {
  it('has a lane for every bucket, by id, also for empty ones, as the contract says', () => {
    const { db } = record({ b: [event(0, 60, 'Ed', 'one.ts')], a: [] });
    const read = createReader(db, 1e6).readTimeline({ ...hour, resolution: SECOND });
    expect(timeline.parse(read)).toEqual(read);
    expect(read).toEqual({
      ...hour,
      resolution: SECOND,
      lanes: [
        expect.objectContaining({ bucket: 'a', keys: [], start: [] }),
        {
          bucket: 'b',
          type: 't',
          client: 'c',
          hostname: 'h',
          keys: ['Ed'],
          titles: ['one.ts'],
          start: [MORNING],
          end: [MORNING + 60 * SECOND],
          key: [0],
          title: [0],
          count: [1],
          busy: [60 * SECOND],
          id: [1],
        },
      ],
    });
  });

  it('draws what is too short as one block under the app with the most time, and loses none of it', () => {
    const { db } = record({
      b: [event(60, 2, 'Web', 'x'), event(62, 3, 'Ed', 'y'), event(65, 2, 'Ed', 'z'), event(600, 700, 'Web', 'long')],
    });
    const lane = createReader(db, 1e6).readTimeline({ ...hour, resolution: 60 * SECOND }).lanes[0];
    expect(lane).toMatchObject({ count: [3, 1], busy: [7 * SECOND, 700 * SECOND], id: [0, 4] });
    expect(lane?.key.map((n) => lane.keys[n])).toEqual(['Ed', 'Web']);
    expect(lane?.title.map((n) => lane.titles[n])).toEqual(['', 'long']);
  });

  it('shows a night whole in the morning', () => {
    const { db } = record({ b: [event(-9 * 3600, 10 * 3600, 'afk')] });
    const lane = createReader(db, 1e6).readTimeline({ ...hour, resolution: SECOND }).lanes[0];
    expect(lane).toMatchObject({ start: [MORNING - 9 * HOUR], end: [MORNING + HOUR], busy: [10 * HOUR] });
  });

  it('reads only the buckets asked for, and leaves out those that are gone', () => {
    const { db } = record({ a: [], b: [], c: [] });
    const { lanes } = createReader(db, 1e6).readTimeline({ ...hour, resolution: 0, buckets: ['c', 'gone', 'a'] });
    expect(lanes.map(({ bucket }) => bucket)).toEqual(['a', 'c']);
  });

  it('shows a changed event once the reader was told of the change', () => {
    const { db } = record({ b: [event(0, 60, 'Ed')] });
    const reader = createReader(db, 1e6);
    const ends = () => reader.readTimeline({ ...hour, resolution: 0 }).lanes[0]?.end;
    expect(ends()).toEqual([MORNING + 60 * SECOND]);
    db.prepare('UPDATE events SET duration = duration + ?').run(SECOND);
    reader.forget({ all: false, ranges: [{ bucket: 'b', start: MORNING, end: MORNING }] });
    expect(ends()).toEqual([MORNING + 61 * SECOND]);
  });

  it('names an event anew whose data row was given to other data', () => {
    const { db } = record({ b: [event(0, 60, 'Ed')] });
    const reader = createReader(db, 1e6);
    expect(reader.readTimeline({ ...hour, resolution: 0 }).lanes[0]?.keys).toEqual(['Ed']);
    db.exec('DELETE FROM events; DELETE FROM data');
    addEvent(db, 'b', event(0, 60, 'Web'));
    reader.forget(EVERYTHING);
    expect(reader.readTimeline({ ...hour, resolution: 0 }).lanes[0]?.keys).toEqual(['Web']);
  });
});
