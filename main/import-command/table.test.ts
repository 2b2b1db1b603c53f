import { describe, expect, it } from 'vitest';
import { ProgressLine } from './progress-line.ts';
import { foundText, reportText } from './table.ts';

const bucket = { id: 'b', created: false, imported: 0, skipped: 0, refused: 0, problems: [] };

describe('What an import says it did', () => {
  it('is a line for each bucket, the totals, the first reasons, and the settings', () => {
    const report = {
      buckets: [
        { ...bucket, id: 'aw-watcher-window_laptop', created: true, imported: 544_000, skipped: 3 },
        { ...bucket, id: 'w', imported: 1, refused: 7, problems: ['Event 2: No.', 'Event 3: Never.'] },
      ],
      hosts: [{ from: 'old', to: 'laptop' }],
      settings: [
        { key: 'classes', state: 'set' as const },
        { key: 'theme', state: 'kept' as const },
      ],
    };
    expect(reportText(report, false)).toBe(`\
bucket                          imported  already there  refused
aw-watcher-window_laptop (new)   544,000              3        0
w                                      1              0        7
total                            544,001              3        7

Refused:
  w: Event 2: No.
  w: Event 3: Never.
  w: and 5 more

What old recorded is taken as laptop's.

Settings: 1 set (classes), 1 left as they are.
`);
  });

  it('says of a trial that nothing was written', () => {
    expect(reportText({ buckets: [bucket], hosts: [], settings: [] }, true)).toMatch(/Nothing was written/);
  });

  it('lets no name from a file steer the terminal', () => {
    const text = reportText({ buckets: [{ ...bucket, id: '\u001b[2Jx\ny' }], hosts: [], settings: [] }, false);
    expect(text).toContain('\ufffd[2Jx\ufffdy');
    expect(text).not.toContain('\u001b');
  });
});

describe('What was found', () => {
  it('is a line for each record, with when it was last written and whether it is in use', () => {
    const modified = Date.UTC(2026, 2, 1, 9, 30) * 1000;
    const found = [
      { kind: 'aw-server-rust', path: '/a/sqlite.db', bytes: 2_097_153, modified, running: true } as const,
    ];
    expect(foundText(found)).toBe(
      'aw-server-rust  2,049 KiB  last written 2026-03-01 09:30 UTC  /a/sqlite.db (in use)\n',
    );
    expect(foundText([])).toMatch(/No record of ActivityWatch/);
  });
});

describe('The line of progress', () => {
  const lineOn = (isTTY: boolean) => {
    let written = '';
    const write = (text: string) => {
      written += text;
      return true;
    };
    return { line: new ProgressLine({ isTTY, write } as NodeJS.WriteStream), written: () => written };
  };
  const saving = { state: 'saving', done: 1200, total: 5000 } as const;

  it('is written over in a terminal, and gone at the end', () => {
    const { line, written } = lineOn(true);
    line.show({ state: 'reading', done: 7, total: null });
    line.show(saving);
    line.show(saving);
    line.clear();
    expect(written().split('\r\u001b[K')).toEqual(['', 'Reading: 7 events', 'Saving: 1,200 of 5,000 events', '']);
  });

  it('is not written where there is no terminal', () => {
    const { line, written } = lineOn(false);
    line.show(saving);
    line.clear();
    expect(written()).toBe('');
  });
});
