import { describe, expect, it } from 'vitest';
import { sayReport, totalOf } from './words.ts';

const bucket = (imported: number, skipped = 0, refused = 0) => ({
  id: `b${imported}`,
  created: true,
  imported,
  skipped,
  refused,
  problems: [],
});

describe('what an import did', () => {
  it('is said with every number there is, and without those there are not', () => {
    const settings = [
      { key: 'classes', state: 'set' as const },
      { key: 'theme', state: 'kept' as const },
    ];
    expect(sayReport({ buckets: [bucket(12_000, 30, 2), bucket(1)], settings }, 'en-GB')).toBe(
      '12,001 events were imported into 2 buckets. 30 were already here. 2 could not be taken. 1 setting was taken over.',
    );
    expect(sayReport({ buckets: [bucket(1), bucket(0)], settings: [] }, 'en-GB')).toBe(
      '1 event was imported into 1 bucket.',
    );
  });

  it('is said to be nothing the second time', () => {
    expect(sayReport({ buckets: [bucket(0, 7)], settings: [] }, 'en-GB')).toBe(
      'No event was new. 7 were already here.',
    );
  });
});

it('adds up what a file holds over its buckets', () => {
  const one = { events: 10, fresh: 6, known: 3, refused: 1 };
  expect(totalOf([one, one])).toEqual({ events: 20, fresh: 12, known: 6, refused: 2 });
});
