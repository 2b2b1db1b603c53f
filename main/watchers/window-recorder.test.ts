import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Micros } from '../events/event.ts';
import type { Beat } from './beat.ts';
import { pieced } from './testing.ts';
import { SETTLE, WindowRecorder } from './window-recorder.ts';

const MS = 1000;
const S = 1_000_000;
const LOOK_EVERY = 5 * S;

/** `a@0 b@1.5 -@3 !@4`: the window seen from that second on; `-` none, `!` the end. */
function play(script: string, { from = 0 } = {}): readonly Beat[] {
  const recorder = new WindowRecorder();
  const beats: Beat[] = [];
  let now = from;
  let nextLook = from + LOOK_EVERY;
  const until = (moment: Micros) => {
    for (;;) {
      const decides = recorder.decidesAt() ?? Number.POSITIVE_INFINITY;
      const next = Math.min(decides, nextLook);
      if (next > moment) break;
      now = Math.max(now, next);
      if (next === nextLook) nextLook += LOOK_EVERY;
      beats.push(...recorder.tick(now));
    }
    now = moment;
  };
  for (const [, what = '', second] of script.matchAll(/(\S)@([\d.]+)/g)) {
    until(from + Math.round(Number(second) * S));
    if (what === '!') beats.push(...recorder.end(now));
    else if (what === '-') beats.push(...recorder.seen(null, now));
    else beats.push(...recorder.seen({ app: what, title: what }, now));
  }
  return beats;
}

const record = (script: string) =>
  pieced(play(script))
    .map(({ start, end, data }) => `${data.app} ${start / S}-${end / S}`)
    .join(', ');

describe('what is recorded of windows', () => {
  it.each([
    ['each event ends where the next begins', 'a@0 b@7.25 c@100.001 !@200', 'a 0-7.25, b 7.25-100.001, c 100.001-200'],
    ['the first is there at once', 'a@3', 'a 3-3'],
    ['the same window seen again is nothing new', 'a@0 a@3 a@9 !@10', 'a 0-10'],
    ['the desktop is no event', 'a@0 -@10 b@20 !@30', 'a 0-10, b 20-30'],
    ['a window that comes back after the desktop is an event of its own', 'a@0 -@10 a@12 !@20', 'a 0-10, a 12-20'],
    ['no window for less than a second is a switch', 'a@0 -@10 b@10.3 !@20', 'a 0-10.3, b 10.3-20'],
    ['no window for a moment, and the same one again', 'a@0 -@10 a@10.9 !@20', 'a 0-20'],
    ['a short switch is exact', 'a@0 b@10 a@10.4 !@20', 'a 0-10, b 10-10.4, a 10.4-20'],
    [
      'of three in a second the one in between is left out',
      'a@0 b@10 c@10.2 d@10.6 !@20',
      'a 0-10, b 10-10.6, d 10.6-20',
    ],
    ['there and back within the second of another is nothing', 'a@0 b@10 c@10.2 b@10.6 !@20', 'a 0-10, b 10-20'],
    ['what waits to be decided counts when it ends', 'a@0 b@10 c@10.5 !@10.8', 'a 0-10, b 10-10.5, c 10.5-10.8'],
    ['no window waits as well', 'a@0 -@10 !@10.5', 'a 0-10'],
    ['nothing is nothing', '-@0 !@10', ''],
  ])('%s', (_, script, expected) => {
    expect(record(script)).toBe(expected);
  });

  it('is told each five seconds while nothing changes', () => {
    const beats = play('a@0 a@60');
    expect(beats).toHaveLength(1 + 12);
    expect(beats.at(-1)?.end).toBe(60 * S);
  });

  it('is at most one new event a second for a title that changes ten times a second, and no time is lost', () => {
    const letters = 'abcdefghij';
    const script = Array.from({ length: 600 }, (_, index) => `${letters[index % 10]}@${index / 10}`).join(' ');
    const events = pieced(play(`${script} !@60`));
    expect(events.length).toBeLessThanOrEqual(61);
    expect(events.length).toBeGreaterThan(50);
    expect(events[0]?.start).toBe(0);
    expect(events.at(-1)?.end).toBe(60 * S);
    for (const [index, event] of events.slice(1).entries()) expect(event.start).toBe(events[index]?.end);
  });

  it('goes on with what was recorded before a restart, and with nothing after a gap', () => {
    const recorder = new WindowRecorder();
    const a = { app: 'a', title: '' };
    const joints = (beats: readonly Beat[]) => beats.map(({ joint }) => joint);
    expect(joints(recorder.seen(a, 0))).toEqual(['first']);
    expect(joints(recorder.tick(5 * S))).toEqual(['goes-on']);
    expect(joints(recorder.end(6 * S))).toEqual(['goes-on']);
    expect(joints(recorder.seen(a, 9 * S))).toEqual(['fresh']);
    expect(joints(recorder.tick(12 * S))).toEqual(['goes-on']);
  });

  it('tells an address where the desktop knows one', () => {
    expect(new WindowRecorder().seen({ app: 'Web', title: 't', url: 'https://a.example/' }, 0)[0]?.data).toEqual({
      app: 'Web',
      title: 't',
      url: 'https://a.example/',
    });
  });

  it('says of a private window that it is one, so that the store can keep it out', () => {
    const [beat] = new WindowRecorder().seen({ app: 'Web', title: 't', incognito: true }, 0);
    expect(beat?.data).toEqual({ app: 'Web', title: 't', incognito: true });
  });

  const steps = fc.array(
    fc.record({
      what: fc.constantFrom('a', 'b', 'c', '-', '!'),
      wait: fc.oneof(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 20_000 })),
    }),
    { minLength: 1, maxLength: 40 },
  );

  it('never overlaps, never reaches past what was seen, and each piece touches the one it goes on from', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let second = 0;
        const script = taken.map(({ what, wait }) => {
          second += wait / 1000;
          return `${what}@${second}`;
        });
        const beats = play(`${script.join(' ')} !@${second}`);
        let end = 0;
        for (const beat of beats) {
          expect(beat.start).toBeGreaterThanOrEqual(end);
          expect(beat.end).toBeGreaterThanOrEqual(beat.start);
          end = beat.end;
        }
        expect(end).toBeLessThanOrEqual(Math.round(second * S));
      }),
    );
  });

  it('accounts for every second that a window was in front, whatever the switching', () => {
    const windows = fc.array(
      fc.record({ what: fc.constantFrom('a', 'b', 'c'), wait: fc.integer({ min: 1, max: 3000 }) }),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(windows, (taken) => {
        let ms = 0;
        const script = taken.map(({ what, wait }) => {
          const at = `${what}@${ms / 1000}`;
          ms += wait;
          return at;
        });
        const events = pieced(play(`${script.join(' ')} !@${ms / 1000}`));
        expect(events.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(ms * MS);
        expect(events.length).toBeLessThanOrEqual((ms * MS) / SETTLE + 2);
      }),
    );
  });
});
