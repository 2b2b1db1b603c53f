import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvData, csvHeader } from './csv.ts';

describe('A row of values', () => {
  it('has a cell for every key, empty where the event lacks it or it is null', () => {
    expect(csvData(['a', 'b', 'c'], { b: 'x', c: null, other: 1 })).toBe(',,x,\r\n');
  });

  it('writes numbers and truth as they are, lists and objects as JSON', () => {
    const data = { n: -1.5, yes: true, list: [1, 'a'], object: { k: 1 } };
    expect(csvData(['n', 'yes', 'list', 'object'], data)).toBe(',-1.5,true,"[1,""a""]","{""k"":1}"\r\n');
  });

  it.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    [' outer ', '" outer "'],
    ['', ''],
  ])('keeps the text %j whole', (text, expected) => {
    expect(csvData(['k'], { k: text })).toBe(`,${expected}\r\n`);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＠A1'])(
    'keeps a spreadsheet from running %j',
    (text) => {
      expect(csvData(['k'], { k: text }).replaceAll('"', '')).toBe(`,'${text}\r\n`);
    },
  );

  it('comes back from any reader as it was, but for the apostrophe before a formula', () => {
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '=', 'é') }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(texts, (values) => {
        const keys = values.map((_, index) => `k${index}`);
        const data = Object.fromEntries(values.map((value, index) => [`k${index}`, value]));
        const read = readRow(csvData(keys, data));
        expect(read.slice(1)).toEqual(values.map((value) => (/^[=\n\r]/.test(value) ? `'${value}` : value)));
      }),
    );
  });
});

describe('The head of the columns', () => {
  it('names the keys, apart from the two columns that every event has', () => {
    expect(csvHeader(['app', 'duration', 'timestamp', 'title'])).toBe(
      'timestamp,duration,app,data.duration,data.timestamp,title\r\n',
    );
  });

  it('gives no name twice', () => {
    expect(csvHeader(['data.duration', 'duration'])).toBe('timestamp,duration,data.duration,data.data.duration\r\n');
  });

  it('runs no key as a formula', () => {
    expect(csvHeader(['=A1', 'a,b'])).toBe('timestamp,duration,\'=A1,"a,b"\r\n');
  });
});

/** Read after RFC 4180, character by character. */
function readRow(row: string): string[] {
  const cells = [''];
  let inside = false;
  for (let at = 0; at < row.length - 2; at++) {
    const character = row[at] as string;
    const last = cells.length - 1;
    if (inside && character === '"' && row[at + 1] === '"') {
      cells[last] += '"';
      at++;
    } else if (character === '"') inside = !inside;
    else if (character === ',' && !inside) cells.push('');
    else cells[last] += character;
  }
  return cells;
}
