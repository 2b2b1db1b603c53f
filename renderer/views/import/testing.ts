/** Previews and reports of imports, for tests. */
import type { ImportPreview, ImportReport } from '../../../preload/contract/imports.ts';

export function aPreview(changes: Partial<ImportPreview> = {}): ImportPreview {
  return {
    kind: 'activitywatch-json',
    path: '/home/someone/export.json',
    buckets: [
      {
        id: 'aw-watcher-window_birch',
        type: 'currentwindow',
        client: 'aw-watcher-window',
        hostname: 'birch',
        events: 544_000,
        first: Date.parse('2021-03-01T08:00:00Z') * 1000,
        last: Date.parse('2026-11-20T17:00:00Z') * 1000,
        exists: false,
        fresh: 543_000,
        known: 998,
        refused: 2,
        problems: ['Event 12: duration: It is negative.'],
      },
      {
        id: 'aw-watcher-afk_birch',
        type: 'afkstatus',
        client: 'aw-watcher-afk',
        hostname: 'birch',
        events: 0,
        first: null,
        last: null,
        exists: false,
        fresh: 0,
        known: 0,
        refused: 0,
        problems: [],
      },
    ],
    hosts: [{ from: 'birch', to: 'birch' }],
    settings: [],
    ...changes,
  };
}

/** A setting that the record does not have. */
export const aSetting = (key: string, changes: Partial<ImportPreview['settings'][number]> = {}) => ({
  key,
  state: 'new' as const,
  text: null,
  entries: null,
  ...changes,
});

export function aReport(changes: Partial<ImportReport> = {}): ImportReport {
  return {
    buckets: [
      {
        id: 'aw-watcher-window_birch',
        created: true,
        imported: 543_000,
        skipped: 998,
        refused: 2,
        problems: ['Event 12: duration: It is negative.'],
      },
    ],
    hosts: [],
    settings: [],
    ...changes,
  };
}
