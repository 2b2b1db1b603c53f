/** Whatever is sent is answered: a result, or what is wrong. The seed is fixed, so that a failure is found again. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { somePattern, someText } from './fuzzing.ts';
import { compilePattern } from './pattern.ts';
import { PatternError } from './pattern-error.ts';
import { answerOf } from './testing.ts';

const SEED = { seed: 20_260_105, numRuns: 2000 };

it('Every program, however strange, gets a result or is told what is wrong', () => {
  let results = 0;
  fc.assert(
    fc.property(someText, (text) => {
      const answer = answerOf(text);
      if (answer.ok) {
        results++;
        JSON.parse(new TextDecoder().decode(answer.json));
      } else {
        expect(answer.failure.type).toMatch(/^Query(Parse|Interpret|Function)Exception$/);
        expect(answer.failure.message).toMatch(/\.$/);
      }
    }),
    SEED,
  );
  expect(results).toBeGreaterThan(100);
});

it('Every regular expression, however strange, can be asked or is told what is wrong', () => {
  let patterns = 0;
  fc.assert(
    fc.property(somePattern, fc.boolean(), (text, ignoreCase) => {
      try {
        const matches = compilePattern(text, ignoreCase);
        matches('abba');
        matches('é🎈');
        patterns++;
      } catch (error) {
        expect(error).toBeInstanceOf(PatternError);
      }
    }),
    SEED,
  );
  expect(patterns).toBeGreaterThan(100);
});
