import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import type { EventRow } from '../../../preload/contract/schemas.ts';
import { aBucket, fail, fakeDaytrail } from '../../testing/fakes.ts';
import { clear, renderPart, until } from '../../testing/render.tsx';
import { dayRange, HOUR, MINUTE } from '../../timeline/index.ts';
import { useView, type View } from './use-view.ts';

const at = (iso: string) => Date.parse(iso) * 1000;
const work: EventRow = {
  id: 1,
  bucket: 'window',
  start: at('2026-11-20T08:00:00Z'),
  end: at('2026-11-20T18:00:00Z'),
  data: { app: 'Mail' },
};
const daytrail = () => fakeDaytrail([aBucket('window', 'currentwindow', [work])]);

let view: View;
function Probe() {
  view = useView();
  return null;
}

afterEach(clear);

const open = (address: string, fake = daytrail()) => renderPart(<Probe />, fake, address);

describe('the place of the timeline', () => {
  it('is the one in the address', async () => {
    await open('/timeline?at=2026-11-20T08:00:00Z&span=7200');
    expect(view.range).toEqual({ start: work.start, end: work.start + 2 * HOUR });
  });

  it('is where the record of a day is, and the address then says so', async () => {
    const { history } = await open('/timeline?day=2026-11-20');
    await until(() => expect(view.range).not.toBeNull());
    expect(view.range?.start).toBeLessThan(work.start);
    expect(view.range?.start).toBeGreaterThan(work.start - HOUR);
    expect(history).toHaveLength(1);
    expect(history[0]).toMatch(/^\/timeline\?at=2026-11-20T07:/);
  });

  it('is found once the first status has told when a day begins', async () => {
    const fake = fakeDaytrail([]);
    const status = await fake.status();
    const told = Promise.withResolvers<typeof status>();
    Object.assign(fake, { status: () => told.promise });
    await open('/timeline?day=2026-11-20', fake);
    expect(view.range).toBeNull();
    told.resolve({ ...status, dayStart: 330 });
    await until(() => expect(view.range).toEqual(dayRange('2026-11-20', { timeZone: 'Europe/Berlin', dayStart: 330 })));
  });

  it('is the whole day when it cannot be read, so that the timeline can say why', async () => {
    const fake = daytrail();
    fail(fake, 'timeline', { kind: 'closed', message: 'gone' });
    await open('/timeline?day=2026-11-20', fake);
    await until(() => expect(view.range).toEqual(dayRange('2026-11-20', { timeZone: 'Europe/Berlin', dayStart: 240 })));
  });

  it('rewrites the address once when it is panned many times, and adds no step', async () => {
    const { history } = await open('/timeline?at=2026-11-20T08:00:00Z&span=7200');
    for (let step = 1; step <= 20; step++) {
      const start = work.start + step * MINUTE;
      await act(async () => view.change({ start, end: start + 2 * HOUR }));
    }
    expect(history).toEqual(['/timeline?at=2026-11-20T08:00:00Z&span=7200']);
    await until(() => expect(history).toEqual(['/timeline?at=2026-11-20T08:20:00Z&span=7200']));
  });

  it('goes elsewhere as a step, and Back leads exactly to where one was', async () => {
    const { history, go } = await open('/timeline?at=2026-11-20T08:00:00Z&span=7200');
    const panned = { start: work.start + HOUR, end: work.start + 3 * HOUR };
    await act(async () => view.change(panned));
    await act(async () => view.go({ kind: 'stretch', range: { start: 0, end: HOUR } }));
    expect(history).toEqual([
      '/timeline?at=2026-11-20T09:00:00Z&span=7200',
      '/timeline?at=1970-01-01T00:00:00Z&span=3600',
    ]);
    expect(view.range).toEqual({ start: 0, end: HOUR });
    await go(history[0] ?? '');
    expect(view.range).toEqual(panned);
  });
});
