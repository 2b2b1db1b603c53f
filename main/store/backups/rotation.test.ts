import { describe, expect, it } from 'vitest';
import type { Zone } from '../../lifecycle/hours.ts';
import { type BackupName, readBackupName } from './backup-name.ts';
import { outdated } from './rotation.ts';

const zone = (offsetHours: number): Zone => ({
  day: (at) => {
    const date = new Date(at / 1000 + offsetHours * 3_600_000);
    return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  },
  moment: () => {
    throw new Error('Nobody asks for it.');
  },
});
const UTC = zone(0);

function backup(short: string): BackupName {
  const [moment = '', ...rest] = short.split(' ');
  const stamp = moment.length === 10 ? `${moment}T12-00-00` : moment;
  const read = readBackupName(`daytrail-${stamp}Z${rest.length > 0 ? '-replaced' : ''}.db`);
  if (read === null) throw new Error(`${short} is no backup`);
  return read;
}

const at = (iso: string) => Date.parse(iso) * 1000;

/** What is kept, as it was written down. */
function kept(shorts: readonly string[], now: string, where = UTC): string[] {
  const gone = new Set(outdated(shorts.map(backup), at(now), where));
  return shorts.filter((short) => !gone.has(backup(short).name));
}

/** One after the other, until the right one was found. */
const TRIED = [9, 8, 7, 6, 5].map((minute) => `2026-11-22T11-0${minute}-00 replaced`);

/** The last `count` days up to 2026-11-22, a Sunday. */
const days = (count: number): string[] =>
  Array.from({ length: count }, (_, before) =>
    new Date(Date.UTC(2026, 10, 22) - before * 86_400_000).toISOString().slice(0, 10),
  );

describe('Kept of the backups', () => {
  it('of every day of two months are those of the last seven days and the newest of the last four weeks', () => {
    expect(kept(days(60), '2026-11-22T13:00:00Z')).toEqual([
      ...days(7),
      // The Sundays before; this week's is the 22nd.
      '2026-11-15',
      '2026-11-08',
      '2026-11-01',
    ]);
  });

  it.each<[string, string[], string, string[]]>([
    ['none, where there is none', [], '2026-11-22T13:00:00Z', []],
    ['the only one, however old it is', ['2020-01-01'], '2026-11-22T13:00:00Z', ['2020-01-01']],
    [
      'the newest of a day',
      ['2026-11-22T08-00-00', '2026-11-22T12-00-00', '2026-11-22T11-59-59'],
      '2026-11-22T13:00:00Z',
      ['2026-11-22T12-00-00'],
    ],
    [
      'what there was before a long absence',
      ['2026-11-22', '2026-03-03', '2026-03-02', '2025-12-31'],
      '2026-11-22T13:00:00Z',
      ['2026-11-22', '2026-03-03', '2026-03-02', '2025-12-31'],
    ],
    [
      'of those dated later than now as many, in nobody’s place',
      ['2031-01-02', '2031-01-01', '2030-01-01', ...days(8)],
      '2026-11-22T13:00:00Z',
      ['2031-01-02', '2031-01-01', '2030-01-01', ...days(7), '2026-11-15'],
    ],
    [
      'every record that was replaced in the last four weeks, besides',
      ['2026-11-22', ...TRIED, '2026-10-25T14-00-00 replaced', '2026-10-25T12-00-00 replaced'],
      '2026-11-22T13:00:00Z',
      ['2026-11-22', ...TRIED, '2026-10-25T14-00-00 replaced'],
    ],
  ])('is %s', (_, there, now, expected) => {
    expect(kept(there, now)).toEqual(expected);
  });

  it('goes by the days of this computer’s calendar, not by those of UTC', () => {
    const there = ['2026-11-22T22-30-00', '2026-11-22T21-30-00'];
    expect(kept(there, '2026-11-22T23:00:00Z')).toEqual(['2026-11-22T22-30-00']);
    expect(kept(there, '2026-11-22T23:00:00Z', zone(2))).toEqual(there);
  });

  it('is the newest of a week that begins on Monday', () => {
    const early = ['2026-11-20', '2026-11-19', '2026-11-18', '2026-11-17', '2026-11-16', '2026-11-14', '2026-11-13'];
    expect(kept([...early, '2026-11-09', '2026-11-08', '2026-11-02'], '2026-11-20T13:00:00Z')).toEqual([
      ...early,
      '2026-11-08',
    ]);
  });
});
