import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFields } from './merge-fields.ts';
import { sumDurations } from './sum-durations.ts';
import { read, someEvents, write } from './test-events.ts';

describe('Merging the fields of a closer watcher', () => {
  const APP = '{"app":"Ed"}';
  const ONE = '{"app":"Ed","p":1}';
  const TWO = '{"app":"Ed","p":2}';
  const merged = (events: string, closer: string, conflict: 'base_wins' | 'sub_wins' = 'base_wins') =>
    write(mergeFields(read(events), read(closer), ['p', 'none'], conflict));

  it.each([
    [
      'an event has what goes on beside it, for as long',
      `0+10:${APP}`,
      '2+3:{"p":1}',
      `0+2:${APP}, 2+3:${ONE}, 5+5:${APP}`,
    ],
    ['what goes on longer is cut', `5+5:${APP}`, '0+20:{"p":1}', `5+5:${ONE}`],
    ['what goes on with the same is one piece', `0+10:${APP}`, '0+4:{"p":1}, 4+6:{"p":1}', `0+10:${ONE}`],
    ['what began last counts', `0+9:${APP}`, '0+9:{"p":1}, 3+3:{"p":2}', `0+3:${ONE}, 3+3:${TWO}, 6+3:${ONE}`],
    ['of those that began together the longer', `0+9:${APP}`, '0+9:{"p":1}, 0+3:{"p":2}', `0+9:${ONE}`],
    ['other keys are left out', `0+9:${APP}`, '0+9:{"q":1}', `0+9:${APP}`],
    ['what is there stays', `0+9:${ONE}`, '0+9:{"p":2}', `0+9:${ONE}`],
    ['an instant has what goes on then', `5+0:${APP}`, '5+1:{"p":1}, 0+5:{"p":2}', `5+0:${ONE}`],
    ['an instant beside an event changes nothing', `0+9:${APP}`, '5+0:{"p":1}', `0+9:${APP}`],
    ['the order is kept', `9+1:${APP}, 0+1:${APP}`, '0+99:{"p":1}', `9+1:${ONE}, 0+1:${ONE}`],
  ])('%s', (_what, events, closer, result) => {
    expect(merged(events, closer)).toBe(result);
  });

  it('replaces what is there where it is asked to', () => {
    expect(merged(`0+9:${ONE}`, '0+9:{"p":2}', 'sub_wins')).toBe(`0+9:${TWO}`);
  });

  it('neither adds nor loses time', () => {
    fc.assert(
      fc.property(someEvents, someEvents, (events, closer) => {
        const pieces = mergeFields(events, closer, ['v', 'w'], 'sub_wins');
        expect(sumDurations(pieces)).toBe(sumDurations(events));
        expect(pieces.filter(({ start, end }) => start === end)).toHaveLength(
          events.filter(({ start, end }) => start === end).length,
        );
      }),
    );
  });
});
