import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { EventRow } from '../../../preload/contract/schemas.ts';
import { aBucket, called, type FakeDaytrail, fail, fakeDaytrail } from '../../testing/fakes.ts';
import { clear, click, find, focus, giveSize, press, renderPart, text, until } from '../../testing/render.tsx';
import { DAY, HOUR, MINUTE, type Range } from '../../timeline/index.ts';
import { EventList } from './event-list.tsx';
import type { Picked, Scope } from './use-selection.ts';

const START = Date.parse('2026-11-20T08:00:00Z') * 1000;
const range = { start: START, end: START + 8 * HOUR };

const event = (id: number, minutes = 1, app = `App ${id}`): EventRow => ({
  id,
  bucket: 'window',
  start: START + id * MINUTE,
  end: START + (id + minutes) * MINUTE,
  data: { app, title: `Title ${id}` },
});

let restore: () => void;
beforeEach(() => {
  restore = giveSize(1000, 400);
});
afterEach(async () => {
  await clear();
  restore();
});

interface Props {
  readonly picked?: Picked | null;
  readonly scope?: Scope | null;
  readonly within?: Range;
}

async function open(events: EventRow[], { picked = null, scope = null, within = range }: Props = {}) {
  const daytrail = fakeDaytrail([aBucket('window', 'currentwindow', events)]);
  const handlers = {
    onPick: vi.fn<(event: EventRow | null) => void>(),
    onOpen: vi.fn<(event: EventRow) => void>(),
    onWiden: vi.fn<() => void>(),
    onLatest: vi.fn<(date: string) => void>(),
  };
  await renderPart(<EventList range={within} scope={scope} picked={picked} {...handlers} />, daytrail);
  return { daytrail, ...handlers };
}

const rows = () => [...document.querySelectorAll('tbody tr')];
const cells = (index: number) => [...(rows()[index]?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent);
const shown = (count: string) => until(() => expect(text()).toContain(`${count} event`));

async function record(daytrail: FakeDaytrail, row: EventRow) {
  await act(async () => daytrail.record(row));
}

describe('the list of events in sight', () => {
  it('says when, how long, where from and what, newest first', async () => {
    await open([event(1), event(2, 90, 'Mail')]);
    await shown('2');
    expect(cells(0)).toEqual(['09:02:00', '10:32:00', '1 h 30 min', 'Apps and windows', 'Mail', 'Title 2']);
    expect(cells(1)[4]).toBe('App 1');
  });

  it('says which year it was where the list reaches into another', async () => {
    const long = event(1);
    const old = { ...event(2), start: long.start - 400 * DAY, end: long.end - 400 * DAY };
    await open([old, long], { within: { start: old.start - DAY, end: START + DAY } });
    await shown('2');
    expect(cells(0)[0]).toBe('20 Nov 2026, 09:01');
    expect(cells(1)[0]).toBe('16 Oct 2025, 10:01');
  });

  it('turns its order round', async () => {
    await open([event(1), event(2)]);
    await shown('2');
    await click(find('th button'));
    await until(() => expect(cells(0)[4]).toBe('App 1'));
    expect(find('th[aria-sort="ascending"]').textContent).toContain('Start');
  });

  it('holds only the rows in sight of thousands, and says how many there are', async () => {
    await open(Array.from({ length: 400 }, (_, id) => event(id)));
    await shown('400');
    expect(find('table').getAttribute('aria-rowcount')).toBe('401');
    expect(rows().length).toBeLessThan(60);
    expect(rows()[0]?.getAttribute('aria-rowindex')).toBe('2');
  });

  it('grows as events arrive, without asking again for one that goes on', async () => {
    const { daytrail } = await open([event(1)]);
    await shown('1');
    await record(daytrail, event(2, 1, 'Live'));
    await until(() => expect(cells(0)[4]).toBe('Live'));
    const reads = called(daytrail, 'events');
    await record(daytrail, event(2, 30, 'Live'));
    await until(() => expect(cells(0)[2]).toBe('30 min'));
    expect(called(daytrail, 'events')).toBe(reads);
  });

  it('picks a row by click and by keys, and opens it with Enter', async () => {
    const { onPick, onOpen } = await open([event(1), event(2), event(3)], { picked: { id: 2, start: event(2).start } });
    await shown('3');
    expect(rows()[1]?.getAttribute('aria-selected')).toBe('true');
    await focus(find('table'));
    await press('ArrowDown');
    expect(onPick).toHaveBeenLastCalledWith(event(1));
    await press('Enter');
    expect(onOpen).toHaveBeenLastCalledWith(event(2));
    await press('Escape');
    expect(onPick).toHaveBeenLastCalledWith(null);
    await click(rows()[0] as Element);
    expect(onPick).toHaveBeenLastCalledWith(event(3));
  });

  it('picks a row that was gone to before it was read, once it is there', async () => {
    const { onPick } = await open(Array.from({ length: 700 }, (_, id) => event(id, 0)));
    await until(() => expect(find('table').getAttribute('aria-rowcount')).toBe('482'));
    await focus(find('table'));
    const scroller = find('table').parentElement as HTMLElement;
    scroller.scrollTo = (({ top }: ScrollToOptions) => {
      scroller.scrollTop = top ?? 0;
      scroller.dispatchEvent(new Event('scroll'));
    }) as typeof scroller.scrollTo;
    await press('End');
    await until(() => expect(onPick).toHaveBeenLastCalledWith(event(0, 0)));
  });

  it('is narrowed by what is selected on the timeline, and can be widened again', async () => {
    const scope = { start: event(2).start + 1, end: event(2).end - 1, bucket: null };
    const { onWiden } = await open([event(1), event(2), event(3)], { scope });
    await shown('1');
    expect(text()).toContain('Events in the selection');
    await click(find('button', 'Show all in sight'));
    expect(onWiden).toHaveBeenCalledOnce();
  });

  it('leads from an empty stretch to the last day that has something', async () => {
    const elsewhere = { ...event(1), start: START - 72 * HOUR, end: START - 71 * HOUR };
    const { onLatest } = await open([elsewhere]);
    await until(() => expect(text()).toContain('Nothing was recorded in this stretch of time.'));
    await until(() => find('button', /the last day with events/));
    await click(find('button', /the last day with events/));
    expect(onLatest).toHaveBeenCalledWith('2026-11-17');
  });

  it('says why it cannot be read, and tries again', async () => {
    const daytrail = fakeDaytrail([aBucket('window', 'currentwindow', [event(1)])]);
    const { events } = daytrail;
    fail(daytrail, 'events', { kind: 'closed', message: 'Daytrail does not answer.' });
    const nothing = () => {};
    await renderPart(
      <EventList
        range={range}
        scope={null}
        picked={null}
        onPick={nothing}
        onOpen={nothing}
        onWiden={nothing}
        onLatest={nothing}
      />,
      daytrail,
    );
    await until(() => expect(text()).toContain('Daytrail does not answer.'));
    Object.assign(daytrail, { events });
    await click(find('button', 'Try again'));
    await shown('1');
  });
});
