import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExportParser } from './export-parser.ts';

/** What the parser tells, the file cut after every so many bytes. */
function parsed(text: string, size: number): unknown[] {
  const told: unknown[] = [];
  const parser = new ExportParser({
    bucket: (id) => told.push(['bucket', id]),
    field: (key, value) => told.push([key, value]),
    event: (json) => told.push(['event', json === null ? null : JSON.parse(json)]),
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    const piece = Buffer.from(bytes.subarray(at, at + size));
    parser.write(piece);
    // The piece is the reader's and is used again.
    piece.fill(0);
  }
  parser.end();
  return told;
}

describe('An export read in pieces', () => {
  const file = fc.record({
    before: fc.json(),
    buckets: fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((id) => id !== '__proto__'),
      fc.record({
        type: fc.string(),
        data: fc.json(),
        events: fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 4 }),
      }),
      { maxKeys: 3 },
    ),
    space: fc.constantFrom(0, 2, '\t'),
  });

  it('tells the same wherever it is cut', () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 50 }), ({ before, buckets, space }, size) => {
        const text = JSON.stringify({ before: JSON.parse(before), buckets, after: null }, null, space);
        const again = JSON.parse(text) as { buckets: typeof buckets };
        const expected = Object.entries(again.buckets).flatMap(([id, bucket]) => [
          ['bucket', id],
          ...Object.entries(bucket).flatMap(([key, value]) =>
            key === 'events' ? (value as unknown[]).map((event) => ['event', event]) : [[key, value]],
          ),
        ]);
        expect(parsed(text, size)).toEqual(expected);
      }),
    );
  });

  it('is taken with the mark that Windows puts before it', () => {
    expect(parsed('\ufeff{"buckets":{}}\n', 2)).toEqual([]);
  });

  it('never hangs or breaks on what is none', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '"buckets"', '"events"', '1', ' '),
      {
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        const text = `{"buckets":{${all.join('')}`;
        try {
          parsed(text, 7);
        } catch (error) {
          expect(error).toMatchObject({ kind: 'invalid' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is refused where one event alone would fill the memory', () => {
    const event = `{"timestamp":"2026-01-01T00:00:00Z","data":{"a":"${'x'.repeat(17 * 1024 * 1024)}"}}`;
    expect(() => parsed(`{"buckets":{"w":{"events":[${event}]}}}`, 1_048_576)).toThrow(/larger than 16 MiB/);
  });
});
