import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Beat } from './beat.ts';
import { Presence } from './presence.ts';
import type { SystemEvent } from './system-events.ts';
import { pieced } from './testing.ts';

const S = 1_000_000;
const EVENTS: readonly SystemEvent[] = [
  'lock',
  'unlock',
  'suspend',
  'resume',
  'shutdown',
  'switch-away',
  'switch-back',
];

/**
 * In seconds: `input@3` somebody touches something, `lock@5` and the like, `gap@10-70` nothing runs in between,
 * `film@20` a film or a call begins, `over@50` it ends, `end@90`. Looks every 5 s, every second while away.
 */
function play(script: string, { tells = true } = {}): readonly Beat[] {
  const presence = new Presence();
  const beats: Beat[] = [];
  let lastInput = 0;
  let nextLook = 0;
  let engaged = false;
  const until = (second: number) => {
    while (nextLook <= second) {
      beats.push(...presence.look({ idle: tells ? (nextLook - lastInput) * S : null, engaged }, nextLook * S));
      nextLook += presence.away === null ? 5 : 1;
    }
  };
  for (const [, what = '', at, to] of script.matchAll(/([\w-]+)@([\d.]+)(?:-([\d.]+))?/g)) {
    const second = Number(at);
    until(second);
    if (what === 'input') lastInput = second;
    else if (what === 'film' || what === 'over') engaged = what === 'film';
    else if (what === 'end') beats.push(...presence.end(second * S));
    else if (what === 'gap') {
      beats.push(...presence.gap(second * S, Number(to) * S));
      nextLook = Number(to);
      if (nextLook < second) lastInput += nextLook - second;
    } else if (EVENTS.includes(what as SystemEvent)) beats.push(...presence.happened(what as SystemEvent, second * S));
  }
  return beats;
}

/** `here 0-90, idle 90-200`: what is recorded. */
const record = (script: string, options = {}) =>
  pieced(play(script, options))
    .map(
      ({ start, end, data }) => `${data.reason ?? (data.status === 'not-afk' ? 'here' : '?')} ${start / S}-${end / S}`,
    )
    .join(', ');

describe('presence', () => {
  it.each([
    ['is counted to the last input, since what follows may be absence', 'input@42 input@100', 'here 0-42'],
    ['ends at the last input, once that is three minutes ago', 'input@60 input@60 end@300', 'here 0-60, idle 60-300'],
    ['does not end a second earlier', 'input@60 end@239', 'here 0-239'],
    [
      'begins again at the input that ended the absence',
      'input@60 input@400.25 end@410',
      'here 0-60, idle 60-400.25, here 400.25-410',
    ],
    ['includes the pauses between inputs', 'input@60 input@200 input@300 end@310', 'here 0-310'],
    ['ends at the lock, whatever the input', 'input@30 lock@31 input@40 end@60', 'here 0-31, locked 31-60'],
    ['begins again at the unlock', 'input@30 lock@31 unlock@600 end@610', 'here 0-31, locked 31-600, here 600-610'],
    [
      'a lock while away says what it is from then on',
      'input@10 lock@300 unlock@500 end@501',
      'here 0-10, idle 10-300, locked 300-500, here 500-501',
    ],
    [
      'ends with another person’s session',
      'input@10 switch-away@20 switch-back@90 end@91',
      'here 0-20, switched 20-90, here 90-91',
    ],
    [
      'in a locked session that was switched to it is still locked',
      'lock@5 switch-away@9 switch-back@20 end@30',
      'here 0-5, locked 5-9, switched 9-20, locked 20-30',
    ],
    [
      'sleep lasts until somebody touches something',
      'input@10 suspend@20 gap@20-5000 resume@5000 input@5007 end@5010',
      'here 0-20, suspended 20-5007, here 5007-5010',
    ],
    [
      'sleep is known to have lasted, also where waking is only seen by the clock',
      'suspend@20 gap@20-5000 input@5007 end@5010',
      'here 0-20, suspended 20-5007, here 5007-5010',
    ],
    [
      'a computer that wakes by itself is still asleep to a person',
      'suspend@20 gap@20-5000 resume@5000 end@5100',
      'here 0-20, suspended 20-5100',
    ],
    [
      'under a lock, sleep ends in the lock',
      'lock@10 suspend@12 gap@12-500 resume@500 unlock@510 end@511',
      'here 0-10, locked 10-12, suspended 12-500, locked 500-510, here 510-511',
    ],
    ['a sleep that does not come is over soon', 'suspend@20 input@60 end@61', 'here 0-20, suspended 20-60, here 60-61'],
    ['the end of the system is off', 'input@10 shutdown@20 input@21 end@22', 'here 0-20, off 20-22'],
    [
      'nothing is known of a gap',
      'input@60 gap@60-9000 input@9002 end@9003',
      'here 0-60, idle 9000-9002, here 9002-9003',
    ],
    ['a gap while away ends that, too', 'input@0 gap@400-9000 end@9010', 'here 0-0, idle 0-400, idle 9000-9010'],
    [
      'a gap behind a lock leaves it locked',
      'lock@10 gap@20-9000 end@9010',
      'here 0-10, locked 10-20, locked 9000-9010',
    ],
    ['goes on without input through a film', 'input@10 film@20 end@3600', 'here 0-3600'],
    [
      'ends with the film, where no input follows it',
      'input@10 film@20 over@3602 end@4000',
      'here 0-3600, idle 3600-4000',
    ],
    ['goes on from one film to the next', 'input@10 film@20 over@1001 film@1100 end@2000', 'here 0-2000'],
    ['ends at the lock also in a call', 'input@10 film@20 lock@900 end@1000', 'here 0-900, locked 900-1000'],
    [
      'ends with sleep and another session also in a call',
      'film@20 suspend@900 gap@900-2000 resume@2000 switch-away@2010 end@2020',
      'here 0-900, suspended 900-2010, switched 2010-2020',
    ],
    [
      'is not brought back by a film that begins while nobody is there',
      'input@10 film@400 end@900',
      'here 0-10, idle 10-900',
    ],
    [
      'lasts four hours without input at most, since a player may be forgotten',
      'input@10 film@20 end@20000',
      'here 0-14405, idle 14405-20000',
    ],
    ['lasts as long again after each input', 'input@10 film@20 input@14000 end@28000', 'here 0-28000'],
    [
      'a clock that was set back begins afresh',
      'input@100 input@200 gap@200-50 input@60 end@61',
      'here 0-200, here 50-61',
    ],
  ])('%s', (_, script, expected) => {
    expect(record(script)).toBe(expected);
  });

  it('is not claimed where the desktop does not tell of input; locks and sleep are still known', () => {
    expect(record('lock@20 unlock@50 end@90', { tells: false })).toBe('locked 20-50, here 50-50');
  });

  it('needs no hands in a call or a film', () => {
    const presence = new Presence();
    const beats = [presence.look({ idle: 0 }, 0), presence.look({ idle: 900 * S, engaged: true }, 900 * S)].flat();
    expect(pieced(beats)).toEqual([{ start: 0, end: 900 * S, data: { status: 'not-afk' } }]);
  });

  it('asks for calls and films only where the lack of input would end it', () => {
    const presence = new Presence();
    presence.look({ idle: 0 }, 0);
    expect(presence.wantsEngaged(179 * S, 179 * S)).toBe(false);
    expect(presence.wantsEngaged(180 * S, 180 * S)).toBe(true);
    expect(presence.wantsEngaged(4 * 3600 * S, 4 * 3600 * S)).toBe(false);
    presence.look({ idle: 180 * S, engaged: false }, 180 * S);
    expect(presence.wantsEngaged(181 * S, 181 * S)).toBe(false);
    presence.happened('lock', 200 * S);
    expect(presence.wantsEngaged(200 * S, 200 * S)).toBe(false);
  });

  it('can be told after how long somebody is away', () => {
    const presence = new Presence({ awayAfter: () => 2 * S });
    presence.look({ idle: 0 }, 0);
    expect(presence.look({ idle: 2 * S }, 5 * S).at(-1)?.data).toEqual({ status: 'afk', reason: 'idle' });
  });

  it('goes on with what was recorded before a restart, and with nothing after a gap', () => {
    const presence = new Presence();
    const joints = (beats: readonly Beat[]) => beats.map(({ joint }) => joint);
    expect(joints(presence.look({ idle: 0 }, 0))).toEqual(['first']);
    expect(joints(presence.look({ idle: 0 }, 5 * S))).toEqual(['goes-on']);
    presence.gap(5 * S, 60 * S);
    // The gap's first event may turn out to be another than was thought: it is fresh all the same.
    expect(joints(presence.look({ idle: 400 * S }, 61 * S))).toEqual(['fresh']);
  });

  const steps = fc.array(
    fc.record({
      what: fc.oneof(fc.constant('input'), fc.constant('gap'), fc.constantFrom('film', 'over', ...EVENTS)),
      wait: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1000 })),
      length: fc.integer({ min: 11, max: 5000 }),
    }),
    { maxLength: 30 },
  );

  it('never overlaps, never reaches past the moment it is told at, and no event but sleep reaches over a gap', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        let second = 0;
        const gaps: { from: number; to: number }[] = [];
        const script = taken.map(({ what, wait, length }) => {
          second += wait;
          if (what !== 'gap') return `${what}@${second}`;
          const from = second;
          second += length;
          gaps.push({ from, to: second });
          return `gap@${from}-${second}`;
        });
        const events = pieced(play(`${script.join(' ')} end@${second}`));
        let end = 0;
        for (const event of events) {
          expect(event.start).toBeGreaterThanOrEqual(end);
          end = event.end;
          const over = gaps.some(({ from, to }) => event.start < to * S && event.end > from * S);
          if (over) expect(event.data.reason).toBe('suspended');
        }
        expect(end).toBeLessThanOrEqual(second * S);
      }),
    );
  });
});
