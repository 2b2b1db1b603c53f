import { describe, expect, it } from 'vitest';
import { recording, SILENT_AFTER } from '../../../preload/contract/recording.ts';
import type { Source } from '../../../preload/contract/schemas.ts';
import { MINUTE, SECOND } from '../../timeline/micros.ts';
import { recordingChangesIn } from './recording.ts';

const now = 1_000 * MINUTE;
const source = (type: string, label: string, seen = 5 * SECOND): Source => ({
  bucket: type,
  type,
  label,
  since: now - 10 * MINUTE,
  lastSeen: now - seen,
});

describe('what is said to be recorded', () => {
  it('is the app in use, however many others report', () => {
    const sources = [
      source('web.tab.current', 'example.org', 0),
      source('currentwindow', 'Firefox'),
      source('afkstatus', 'not-afk'),
    ];
    expect(recording(sources, now)).toMatchObject({ kind: 'recording', source: { label: 'Firefox' } });
  });

  it('is being away, whatever window stands open', () => {
    expect(recording([source('currentwindow', 'Firefox'), source('afkstatus', 'afk')], now)).toEqual({
      kind: 'away',
      name: 'Away',
      since: now - 10 * MINUTE,
    });
  });

  it('is nothing once every source has fallen silent', () => {
    expect(recording([source('currentwindow', 'Firefox', SILENT_AFTER - 1)], now).kind).toBe('recording');
    expect(recording([source('currentwindow', 'Firefox', SILENT_AFTER)], now)).toEqual({
      kind: 'silent',
      lastSeen: now - SILENT_AFTER,
    });
    expect(recording([], now)).toEqual({ kind: 'nothing' });
  });

  it('is looked at again when a source falls silent', () => {
    const sources = [source('currentwindow', 'Firefox', 90 * SECOND)];
    const wait = recordingChangesIn(sources, now);
    expect(recording(sources, now + wait - 1).kind).toBe('recording');
    expect(recording(sources, now + wait).kind).toBe('silent');
  });
});
