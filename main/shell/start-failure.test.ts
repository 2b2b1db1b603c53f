import { describe, expect, it } from 'vitest';
import { StoreError } from '../store/store-error.ts';
import { failureBox } from './start-failure.ts';

describe('what is said when Daytrail cannot start', () => {
  it.each(['locked', 'newer-schema', 'unwritable'] as const)('is the reason, for a record that is %s', (kind) => {
    expect(failureBox(new StoreError(kind, 'What happened. What to do.'))).toMatchObject({
      message: 'Daytrail cannot start',
      detail: 'What happened. What to do.',
      buttons: ['Quit'],
    });
  });

  it('is where to look, for a defect, whose own words help nobody', () => {
    for (const error of [new TypeError('x is not a function'), new StoreError('internal', 'x is not a function')]) {
      expect(failureBox(error).detail).toBe('Something went wrong inside Daytrail. Its log says what.');
    }
  });
});
