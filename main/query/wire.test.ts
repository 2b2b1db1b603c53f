import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EARLIEST, LATEST } from '../events/event.ts';
import { eventToWire, formatTimestamp } from './wire.ts';

const moment = (iso: string, micros = 0) => Date.parse(iso) * 1000 + micros;

describe('A timestamp on the wire', () => {
  it.each([
    [moment('2026-01-01T00:00:00Z'), '2026-01-01T00:00:00Z'],
    [moment('2026-01-01T00:00:00.123Z'), '2026-01-01T00:00:00.123Z'],
    [moment('2026-01-01T23:59:59.9Z'), '2026-01-01T23:59:59.900Z'],
    [moment('2026-01-01T00:00:00Z', 1), '2026-01-01T00:00:00.000001Z'],
    [moment('2026-12-31T12:34:56Z', 120), '2026-12-31T12:34:56.000120Z'],
    [0, '1970-01-01T00:00:00Z'],
    [-1, '1969-12-31T23:59:59.999999Z'],
    [EARLIEST, '1684-07-28T00:12:25.259009Z'],
    [LATEST, '2255-06-05T23:47:34.740991Z'],
  ])('shows %i µs in UTC with as many digits as it needs', (micros, text) => {
    expect(formatTimestamp(micros)).toBe(text);
  });

  it('reads back as the moment it was, whatever moment was formatted before', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (micros) => {
        const text = formatTimestamp(micros);
        const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? '';
        const seconds = Date.parse(text.replace(/\.\d+Z$/, 'Z')) / 1000;
        expect(BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))).toBe(BigInt(micros));
        expect([0, 3, 6]).toContain(fraction.length);
      }),
    );
  });
});

describe('A duration on the wire', () => {
  const durationOf = (micros: number) =>
    /"duration":([^,]*),/.exec(eventToWire({ id: 1, start: 0, end: micros, data: {} }))?.[1];

  it.each([
    [0, '0'],
    [4_250_000, '4.25'],
    [1, '0.000001'],
    [300_000, '0.3'],
    [100_001, '0.100001'],
    [3_600_000_000, '3600'],
    [8_999_999_999_999_999, '8999999999.999999'],
  ])('shows %i µs as %s seconds, without noise', (micros, text) => {
    expect(durationOf(micros)).toBe(text);
  });

  it('is the number that a client would parse', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 31), (micros) => {
        expect(Number(durationOf(micros))).toBe(micros / 1_000_000);
      }),
    );
  });
});

describe('An event on the wire', () => {
  it('has the four members of ActivityWatch in its order', () => {
    const event = { id: 7, start: 500_000, end: 2_500_000, data: { app: 'Ed "x"', title: 'π\n' } };
    expect(eventToWire(event)).toBe(
      '{"id":7,"timestamp":"1970-01-01T00:00:00.500Z","duration":2,"data":{"app":"Ed \\"x\\"","title":"π\\n"}}',
    );
  });
});
