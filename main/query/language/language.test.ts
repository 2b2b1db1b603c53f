/** The language as programs see it. */
import { describe, expect, it } from 'vitest';
import { evaluated, failureOf, resultOf } from './testing.ts';

describe('A program', () => {
  it.each([
    ['1 + 2 * 3', 9],
    ['10 - 2 - 3', 5],
    ['1 + (2 * 3)', 7],
    ['7 % 4 / 2', 1.5],
    ['1. + .5'.replace('.5', '0.5'), 1.5],
    ['"a" + "b" + \'c\'', 'abc'],
    ['[1] + ["x", [true]]', [1, 'x', [true]]],
    ['{"a": 1, "b": {"c": []}, "a": 2}', { a: 2, b: { c: [] } }],
    ['[True, False, true, false]', [true, false, true, false]],
    ['1 == 1', true],
    ['[1, "a"] == [1, "a"]', true],
    ['{"a": 1} == {"a": 2}', false],
    ['print(1) == print(1)', false],
    ['print("a")', null],
    ['TIMEINTERVAL', '1970-01-01T00:00:00Z/1970-01-01T00:01:00Z'],
    ['[STARTTIME, ENDTIME, NAME]', ['1970-01-01T00:00:00Z', '1970-01-01T00:01:00Z', '']],
  ])('knows %s', (expression, value) => {
    expect(evaluated(expression)).toEqual(value);
  });

  it.each([
    ['"C:\\Users \\w+ \\\\ \\n"', 'C:\\Users \\w+ \\\\ \\n'],
    ['"say \\"hi\\"; # no comment"', 'say "hi"; # no comment'],
    ["'it\\'s \"x\"'", 'it\'s "x"'],
    ['"ends with \\"', 'ends with \\'],
    ['""', ''],
    ['"über 🎈"', 'über 🎈'],
  ])('takes a text as it stands, but for the escaped quote: %s', (expression, text) => {
    expect(evaluated(expression)).toBe(text);
  });

  it.each([
    ['RETURN = 1', 1],
    [';; a = 1 ;; RETURN = a ;', 1],
    ['# a comment; RETURN = 2\nRETURN = 1; # another', 1],
    ['return 5; x = 1', 5],
    ['return 5; RETURN = RETURN + 1;', 6],
    ['a=[];b=a;RETURN=[a,b];', [[], []]],
    ['if 1 == 2 { RETURN = "a"; } elif true { RETURN = "b" } else { RETURN = "c"; }', 'b'],
    ['if false { return 1; } else { if true { return 2; } } nop();', 2],
    ['RETURN = 1; if false { RETURN = 2; }', 1],
    ['flood = 3; RETURN = flood;', 3],
  ])('is read as both servers read it: %s', (program, result) => {
    expect(resultOf(program)).toEqual(result);
  });
});

describe('A wrong program', () => {
  it.each([
    ['RETURN = ;', 1, 10, 'a value', "';'"],
    ['RETURN = 1 +', 1, 13, 'a value', 'the end of the query'],
    ['RETURN = [1 2];', 1, 13, "',' or ']'", "'2'"],
    ['a = 1;\n\n RETURN = f(1;', 3, 14, "',' or ')'", "';'"],
    ['RETURN = {a: 1};', 1, 11, 'a key in quotes', "'a'"],
    ['RETURN = {"a" 1};', 1, 15, "':'", "'1'"],
    ['RETURN = (1;', 1, 12, "')' or an operator", "';'"],
    ['RETURN = -1;', 1, 10, 'a value', "'-'"],
    ['if true RETURN = 1;', 1, 9, "'{'", "'RETURN'"],
    ['if true { RETURN = 1;', 1, 22, "'}'", 'the end of the query'],
    ['RETURN = 1; }', 1, 13, 'a statement', "'}'"],
    ['RETURN = "a" "b";', 1, 14, "';' or an operator", 'a text'],
    ['x = "two\nlines"; RETURN = else;', 2, 18, 'a value', "'else'"],
  ])('is told where it cannot be read: %s', (program, line, column, expected, found) => {
    expect(failureOf(program)).toMatchObject({ type: 'QueryParseException', line, column, expected, found });
  });

  it.each([
    ['RETURN = 1 & 2;', /"&" has no meaning here \(line 1, column 12\)/],
    ['RETURN = "open', /not closed.*column 10/],
    ['a = 1;', /doesn't assign the RETURN variable/],
    ['', /doesn't assign/],
    [`RETURN = ${'['.repeat(201)}`, /200 levels/],
    [`${'if true {'.repeat(201)}`, /200 levels/],
  ])('is told what is wrong with it: %s', (program, why) => {
    expect(failureOf(program)).toMatchObject({ type: 'QueryParseException', message: expect.stringMatching(why) });
  });

  it.each([
    ['RETURN = 1 + "a";', "'+' does not fit: expected a number, found a text (line 1, column 12)."],
    ['RETURN = "a" + 1;', "'+' does not fit: expected a text, found a number (line 1, column 14)."],
    ['RETURN = [] + 1;', "'+' does not fit: expected a list, found a number (line 1, column 13)."],
    ['RETURN = {} + {};', "'+' does not fit: expected a number, a text or a list, found a dict (line 1, column 13)."],
    ['RETURN = [] - [];', "'-' does not fit: expected a number, found a list (line 1, column 13)."],
    ['RETURN = 1 == "1";', "'==' does not fit: expected a number, found a text (line 1, column 12)."],
    [
      'a = 1; RETURN = a == 2 + 1;',
      "'+' does not fit: expected a number, a text or a list, found a bool (line 1, column 24).",
    ],
    ['RETURN = 1 / 0;', 'Tried to divide by zero (line 1, column 12).'],
    ['RETURN = 1 % 0;', 'Tried to divide by zero (line 1, column 12).'],
    ['if 1 { RETURN = 1; }', "The condition of 'if' does not fit: expected a bool, found a number (line 1, column 4)."],
    ['RETURN = nothing(1);', "Tried to call function 'nothing' which doesn't exist (line 1, column 10)."],
    ['RETURN = toString();', "Tried to call function 'toString' which doesn't exist (line 1, column 10)."],
    [
      'RETURN = nop(1);',
      "Tried to call function 'nop' with invalid amount of arguments: expected 0 arguments, found 1 (line 1, column 10).",
    ],
  ])('is told why it cannot be run: %s', (program, message) => {
    expect(failureOf(program)).toMatchObject({ type: 'QueryInterpretException', message });
  });
});
