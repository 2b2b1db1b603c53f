/** A program can neither hang nor take what it likes. */
import { describe, expect, it } from 'vitest';
import { answerOf, failureOf, sourceOf } from './testing.ts';
import { withinTime } from './time-limit.ts';

const HOPELESS = '(a+)+$';

describe('A program without end', () => {
  const hopeless = sourceOf({ b: { events: `0+1:${'a'.repeat(60)}, 1+1:{"v":"${'a'.repeat(60)}!"}` } });

  it.each([
    [`RETURN = filter_keyvals_regex(query_bucket("b"), "v", "${HOPELESS}");`, 10],
    [`\n x = categorize(query_bucket("b"), [[["A"], {"regex": "${HOPELESS}"}]]);`, 6],
  ])('is stopped inside of its regular expression, and told where: %j', (program, column) => {
    let stopped = 0;
    const answer = answerOf(program, { ms: 100, stopped: () => void stopped++ }, hopeless);
    expect(answer).toMatchObject({ ok: false, failure: { message: expect.stringMatching(/too long/), column } });
    expect(stopped).toBe(1);
  });

  it('is stopped between its steps once its time is over', () => {
    expect(failureOf('RETURN = nop();', { ms: -1 }).message).toMatch(/too long/);
  });

  it('is given up when nobody waits any more', () => {
    let asked = 0;
    const failure = failureOf('a = nop(); b = nop(); RETURN = c;', { cancelled: () => ++asked > 2 });
    expect(failure.message).toBe('The query was given up.');
  });
});

describe('A program that takes too much', () => {
  const doubling = (first: string, step: string) => `x = ${first}; ${`x = ${step};`.repeat(40)} RETURN = x;`;

  it.each([
    ['texts', doubling('"aaaaaaaa"', 'x + x')],
    ['lists', doubling('[1, 2]', 'x + x')],
    ['lists that share', doubling('[1, 2]', '[x, x]')],
    ['dicts that share', doubling('{}', '{"a": x, "b": x}')],
    ['lists of events', doubling('query_bucket("b")', 'concat(x, x)')],
    ['texts in lists', `x = "${'a'.repeat(100_000)}"; y = [${'x,'.repeat(2000)} x]; RETURN = [y, y, y];`],
  ])('of %s is stopped', (_what, program) => {
    expect(failureOf(program).message).toMatch(/too (much memory|long)/);
  });

  it('by depth is stopped, too', () => {
    expect(failureOf(`x = []; ${'x = [x];'.repeat(1000)} RETURN = x;`).message).toMatch(/64 levels/);
  });

  it('may use the same memory again and again', () => {
    const program = `x = query_bucket("b"); ${'x = flood(x); flood(x);'.repeat(2000)} RETURN = x;`;
    expect(answerOf(program)).toMatchObject({ ok: true });
  });
});

describe('A limit of time', () => {
  it('gives what the work gives, and throws what it throws', () => {
    expect(withinTime(60_000, () => 5)).toEqual({ result: 5 });
    expect(() =>
      withinTime(60_000, () => {
        throw new RangeError('no');
      }),
    ).toThrow(RangeError);
  });

  it('ends a loop, and works again after it', () => {
    const started = performance.now();
    const endless = (): number => {
      for (;;) if (performance.now() < 0) return 1;
    };
    expect(withinTime(20, endless)).toBeNull();
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(withinTime(60_000, () => 5)).toEqual({ result: 5 });
  });
});
