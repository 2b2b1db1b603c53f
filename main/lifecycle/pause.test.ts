import { describe, expect, it } from 'vitest';
import type { PauseLength } from '../../preload/contract/pause.ts';
import { type Hours, systemZone } from './hours.ts';
import { notRecorded, type Pause, pauseFor as pauseAfter, recordingAt, resumed } from './pause.ts';
import { at, inBerlin } from './test-zone.ts';

inBerlin();

const shown = (micros: number | null) =>
  micros === null ? null : new Date(micros / 1000).toISOString().slice(0, 16).replace('T', ' ');
const NO_PAUSE: Pause = { from: null, until: null, resumed: null };
const pauseFor = (length: PauseLength, now: number, present = NO_PAUSE, dayStart = 240) =>
  pauseAfter(length, { now, zone: systemZone, dayStart }, present);
const OFF: Hours = { on: false, days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' };
const ON: Hours = { ...OFF, on: true };

describe('how long a pause lasts', () => {
  it.each<[PauseLength, string, string | null]>([
    ['quarter', '2026-11-18T10:00:00Z', '2026-11-18 10:15'],
    ['hour', '2026-11-18T10:00:00Z', '2026-11-18 11:00'],
    ['resumed', '2026-11-18T10:00:00Z', null],
    // Until 04:00 in Berlin, which is an hour ahead in winter and two in summer.
    ['tomorrow', '2026-11-18T10:00:00Z', '2026-11-19 03:00'],
    ['tomorrow', '2026-11-30T10:00:00Z', '2026-12-01 03:00'],
    // After midnight it is still the day before.
    ['tomorrow', '2026-11-18T23:30:00Z', '2026-11-19 03:00'],
    ['tomorrow', '2026-11-19T03:00:00Z', '2026-11-20 03:00'],
    // The clock is put forward that night, or back.
    ['tomorrow', '2026-03-28T20:00:00Z', '2026-03-29 02:00'],
    ['tomorrow', '2026-10-24T20:00:00Z', '2026-10-25 03:00'],
  ])('is, for %s at %s, until %s', (length, now, until) => {
    expect(shown(pauseFor(length, at(now)).until)).toBe(until);
  });

  it('is, until tomorrow, until the day begins as the person has set it', () => {
    const until = (now: string, dayStart: number) => shown(pauseFor('tomorrow', at(now), NO_PAUSE, dayStart).until);
    expect(until('2026-11-18T10:00:00Z', 0)).toBe('2026-11-18 23:00');
    expect(until('2026-11-18T10:00:00Z', 390)).toBe('2026-11-19 05:30');
    expect(until('2026-11-19T05:00:00Z', 390)).toBe('2026-11-19 05:30');
  });
});

describe('what is recorded', () => {
  const now = at('2026-11-18T10:00:00Z');
  const quarter = pauseFor('quarter', now);
  const state = (pause: Pause, hours: Hours, moment: number) => {
    const { state: is, until } = recordingAt({ pause, hours }, moment, systemZone);
    return [is, shown(until)];
  };

  it('is everything where nothing else is wanted', () => {
    expect(state(NO_PAUSE, OFF, now)).toEqual(['recording', null]);
  });

  it('is nothing from the beginning of a pause to its end', () => {
    expect(state(quarter, OFF, now)).toEqual(['paused', '2026-11-18 10:15']);
    expect(state(quarter, OFF, at('2026-11-18T10:14:59Z'))).toEqual(['paused', '2026-11-18 10:15']);
    expect(state(quarter, OFF, at('2026-11-18T10:15:00Z'))).toEqual(['recording', null]);
  });

  it('is nothing for as long as a pause has no end', () => {
    const open = pauseFor('resumed', now);
    expect(state(open, OFF, at('2027-11-18T10:00:00Z'))).toEqual(['paused', null]);
  });

  it('is everything once somebody ended the pause, also when the clock is set back into it', () => {
    const ended = resumed(quarter, at('2026-11-18T10:05:00Z'));
    expect(state(ended, OFF, at('2026-11-18T10:05:00Z'))).toEqual(['recording', null]);
    expect(state(ended, OFF, at('2026-11-18T10:02:00Z'))).toEqual(['recording', null]);
  });

  it('stays nothing when the clock is set back before the pause began', () => {
    expect(state(quarter, OFF, at('2026-11-18T09:00:00Z'))).toEqual(['paused', '2026-11-18 10:15']);
    expect(notRecorded({ pause: quarter, hours: OFF }, at('2026-11-18T09:00:00Z'), systemZone)).toEqual([
      { from: at('2026-11-18T09:00:00Z'), to: at('2026-11-18T10:15:00Z') },
    ]);
  });

  it('follows the hours, and says when they begin and end', () => {
    expect(state(NO_PAUSE, ON, now)).toEqual(['recording', '2026-11-18 16:00']);
    expect(state(NO_PAUSE, ON, at('2026-11-18T16:00:00Z'))).toEqual(['off-hours', '2026-11-19 08:00']);
    expect(state(NO_PAUSE, { ...ON, days: [] }, now)).toEqual(['off-hours', null]);
  });

  it('is paused where a pause reaches out of the hours, and off hours when it ends there', () => {
    const late = pauseFor('hour', at('2026-11-18T15:30:00Z'));
    expect(state(late, ON, at('2026-11-18T16:10:00Z'))).toEqual(['paused', '2026-11-18 16:30']);
    expect(state(late, ON, at('2026-11-18T16:30:00Z'))).toEqual(['off-hours', '2026-11-19 08:00']);
  });
});

describe('what a pause leaves behind', () => {
  const now = at('2026-11-18T10:00:00Z');
  const left = (pause: Pause) => notRecorded({ pause, hours: OFF }, now, systemZone);

  it('is nothing where there was none', () => {
    expect(left(NO_PAUSE)).toEqual([]);
    expect(resumed(NO_PAUSE, now)).toEqual(NO_PAUSE);
  });

  it('is the time from its beginning until it was ended, however long it was meant to be', () => {
    const pause = pauseFor('hour', now - 60_000_000);
    expect(left(pause)).toEqual([{ from: now - 60_000_000, to: now + 3_540_000_000 }]);
    expect(left(resumed(pause, now))).toEqual([{ from: now - 60_000_000, to: now }]);
  });

  it('is all of it where one pause was followed by another without an end between them', () => {
    const first = pauseFor('quarter', now - 60_000_000);
    expect(left(pauseFor('hour', now, first))).toEqual([{ from: now - 60_000_000, to: now + 3_600_000_000 }]);
    const ended = resumed(first, now - 30_000_000);
    expect(left(pauseFor('hour', now, ended))).toEqual([{ from: now, to: now + 3_600_000_000 }]);
  });

  it('is not made longer by ending it once more', () => {
    const over = pauseFor('quarter', now - 3_600_000_000);
    expect(resumed(over, now)).toEqual(over);
  });
});
