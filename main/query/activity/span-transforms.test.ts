/** Over columns and over objects, the transforms are the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flood as floodEvents } from '../../events/flood.ts';
import { intersect as intersectEvents } from '../../events/intersect.ts';
import { periodUnion } from '../../events/period-union.ts';
import type { QueryEvent } from '../../events/query-event.ts';
import { sortByStart } from '../../events/sort.ts';
import { someEvents } from '../../events/test-events.ts';
import { unionNoOverlap as unionEvents } from '../../events/union.ts';
import { flood, intersect, unionNoOverlap, united } from './span-transforms.ts';
import { interleaved, NOTHING, SpanList, type Spans } from './spans.ts';

const DATA = ['{"v":"a"}', '{"v":"b"}', '{"v":"c","w":1}'];

function spansOf(events: readonly QueryEvent[]): Spans {
  const spans = new SpanList();
  for (const { start, end, data } of sortByStart(events)) spans.add(start, end, DATA.indexOf(JSON.stringify(data)));
  return spans;
}

const ofEvents = (events: readonly QueryEvent[]) =>
  events.map(({ start, end, data }) => [start, end, JSON.stringify(data)]);
const ofSpans = ({ length, start, end, what }: Spans) =>
  Array.from({ length }, (_, i) => [start[i], end[i], what[i] === NOTHING ? '{}' : DATA[what[i] ?? 0]]);

describe('Over spans', () => {
  it('flooding gives what it gives over events', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        expect(ofSpans(flood(spansOf(events)))).toEqual(ofEvents(floodEvents(events)));
      }),
    );
  });

  it('cutting to periods gives what it gives over events', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (events, filter) => {
        expect(ofSpans(intersect(spansOf(events), spansOf(filter)))).toEqual(ofEvents(intersectEvents(events, filter)));
      }),
    );
  });

  it('uniting periods gives what it gives over events', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (a, b) => {
        expect(ofSpans(united(spansOf(a), spansOf(b)))).toEqual(ofEvents(periodUnion(a, b)));
      }),
    );
  });

  it('laying one over the other gives what it gives over events', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (above, below) => {
        expect(ofSpans(unionNoOverlap(spansOf(above), spansOf(below)))).toEqual(ofEvents(unionEvents(above, below)));
      }),
    );
  });

  it('interleaving gives what sorting all of them gives', () => {
    fc.assert(
      fc.property(fc.array(someEvents, { maxLength: 4 }), (lists) => {
        const all = sortByStart(lists.flatMap((list) => sortByStart(list)));
        expect(ofSpans(interleaved(lists.map(spansOf)))).toEqual(ofEvents(all));
      }),
    );
  });
});
