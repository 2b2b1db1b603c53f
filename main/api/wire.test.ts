import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LATEST } from '../events/event.ts';
import { HttpError } from './http-error.ts';
import { eventInput, eventsInput, heartbeatInput, heartbeatQuery } from './schemas.ts';
import { parseDuration, readEvent, readEvents, readPulsetime } from './wire.ts';

const START = 1_767_225_600_000_000;
const timestamp = '2026-01-01T00:00:00Z';

describe('a length', () => {
  it.each([
    [0, 0],
    [4.25, 4_250_000],
    [0.1 + 0.2, 300_000],
    [1e-7, 0],
    [5e-7, 1],
    [86_400.123_456, 86_400_123_456],
  ])('of %d s is %i µs', (seconds, micros) => {
    expect(parseDuration(seconds, 'duration')).toBe(micros);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '1', null, undefined, {}])('%s is refused', (value) => {
    expect(() => parseDuration(value, 'duration')).toThrow("'duration' must be a number of seconds.");
  });

  it('is never negative', () => {
    expect(() => parseDuration(-1e-9, 'duration')).toThrow("'duration' must not be negative.");
  });
});

describe('an event', () => {
  it('needs a timestamp and nothing else', () => {
    expect(readEvent({ timestamp }, true)).toEqual({ start: START, end: START, data: {} });
    expect(readEvent({ timestamp, id: null, duration: null, data: null, more: 1 }, true)).toEqual({
      start: START,
      end: START,
      data: {},
    });
  });

  it('may end at the last moment that can be kept, and not after it', () => {
    const longest = (LATEST - START) / 1_000_000;
    expect(readEvent({ timestamp, duration: longest }, false).end).toBe(LATEST);
    expect(() => readEvent({ timestamp, duration: longest + 1 }, false)).toThrow(/'duration' is out of range/);
  });

  it('keeps its id where ids count', () => {
    expect(readEvent({ timestamp, id: 7 }, true)).toMatchObject({ id: 7 });
    expect(readEvent({ timestamp, id: 'x' }, false)).not.toHaveProperty('id');
  });

  it('in a list is named by its place', () => {
    expect(() => readEvents([{ timestamp }, { timestamp: 5 }])).toThrow("'[1].timestamp' must be a string.");
    expect(() => readEvents([{ timestamp }, null])).toThrow("'[1]' must be an event");
  });
});

describe('what is read by hand', () => {
  /** Whatever JSON can hold in a place, mostly something near to right. */
  const near = <T>(...good: T[]) =>
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...good) }, { weight: 1, arbitrary: fc.jsonValue() });
  const event = fc.record(
    {
      timestamp: near(timestamp, '2255-06-05T23:47:34.740991Z', '2026-01-01', 'x', '0001-01-01T00:00:00Z'),
      duration: near<unknown>(0, 1.5, -0, -1, null, 1e12, 1e300, 1e-9),
      data: near<unknown>({}, { app: 'x', list: [1, null] }, null, []),
      id: near<unknown>(1, null, 0, -1, 1.5, 2 ** 53, '1'),
      more: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const anything = fc.oneof({ weight: 6, arbitrary: event }, { weight: 1, arbitrary: fc.jsonValue() });

  const accepts = (read: () => unknown): boolean => {
    try {
      read();
      return true;
    } catch (error) {
      expect(error).toBeInstanceOf(HttpError);
      return false;
    }
  };

  it('is a heartbeat exactly where its schema says so', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(accepts(() => readEvent(value, false))).toBe(heartbeatInput.safeParse(value).success);
      }),
      { numRuns: 3000 },
    );
  });

  it('is an event or a list of them exactly where the schema says so', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.array(event, { maxLength: 4 })), (value) => {
        expect(accepts(() => readEvents(value))).toBe(eventsInput.safeParse(value).success);
      }),
      { numRuns: 3000 },
    );
  });

  it('has the times that the schema gives', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const parsed = eventInput.safeParse(value);
        if (!parsed.success) return;
        const read = readEvent(value, true);
        expect(read.start).toBe(parsed.data.timestamp);
        expect(read.id).toBe(parsed.data.id ?? undefined);
        expect(read.data).toEqual(parsed.data.data ?? {});
      }),
    );
  });

  it('is a pulsetime exactly where its schema says so', () => {
    const text = fc.oneof(
      fc.double().map(String),
      fc.string(),
      fc.constantFrom('5', '5.', '.5', '+5', '-5', '1e3', '1e999', ' 5', '0x5'),
    );
    fc.assert(
      fc.property(fc.oneof(text, fc.constant(undefined), fc.array(text)), (pulsetime) => {
        expect(accepts(() => readPulsetime(pulsetime))).toBe(heartbeatQuery.safeParse({ pulsetime }).success);
      }),
    );
  });
});
