/** Regular expressions as people of ActivityWatch write them. */
import { describe, expect, it } from 'vitest';
import { compilePattern } from './pattern.ts';

describe('A pattern written for Rust or Python', () => {
  it.each([
    ['(?i)github', 'GITHUB', 'git hub'],
    ['(?si)a.b', 'A\nB', 'a\n\nb'],
    ['(?m)^b$', 'a\nb\nc', 'ab'],
    ['(?-i)a', 'a', 'A'],
    ['a(?i)b', 'aB', 'AB'],
    ['a(?i)b|c', 'C', 'A'],
    ['(a(?i)b)c', 'aBc', 'aBC'],
    ['(?i:a)b', 'Ab', 'AB'],
    ['(?x) a \\  b # a comment', 'a b', 'ab'],
    ['(?u)a', 'a', 'b'],
    ['(?P<x>a)-(?P=x)', 'a-a', 'a-b'],
    ['(?<x>a)\\k<x>', 'aa', 'ab'],
    ['(a|b)\\1', 'bb', 'ab'],
    ['a(?#comment)b', 'ab', 'a(b'],
    ['foo(?=bar)', 'foobar', 'foobaz'],
    ['(?<!un)happy', 'happy', 'unhappy'],
    ['(?<=x)y(?!z)', 'xy', 'xyz'],
    ['\\Aab\\z', 'ab', 'cab'],
    ['ab\\Z', 'cab', 'abc'],
    ['\\x{41}\\x42\\u0043\\U00000044', 'ABCD', 'abcd'],
    ['\\p{Greek}', 'λ', 'l'],
    ['\\pL\\P{L}', 'a1', 'ab'],
    ['\\p{^L}', '1', 'a'],
    ['[[:alpha:]_]+[[:^digit:]]', 'ab', '11'],
    ['[]a]', ']', 'b'],
    ['[^]a]', 'b', ']a'],
    ['[a\\-z]', '-', 'b'],
    ['[a-]', '-', 'b'],
    ['[\\w-]', '-', '+'],
    ['[!-/]', '#', 'a'],
    ['[a&&b]', '&', 'c'],
    ['[a[]', '[', 'b'],
    ['[\\d\\s]x', ' x', '_x'],
    ['[^\\W]', 'a', '-'],
    ['[(){}|/]', '|', '-'],
    ['[\\b]', '\b', 'b'],
    ['a{2}', 'aa', 'a'],
    ['a{,2}b', 'b', 'a'],
    ['{foo}', '{foo}', 'foo'],
    ['a{x', 'a{x', 'a'],
    ['a\\/b\\-c\\_d\\"', 'a/b-c_d"', 'abcd'],
    ['a]', 'a]', 'a'],
    ['C:\\\\Users', 'C:\\Users', 'C:Users'],
    ['🎈+', '🎈🎈', 'x'],
    ['^$', '', 'a'],
    ['\\.mp4$|VLC', 'film.mp4', 'mp4s'],
    ['\\t\\a', '\t\x07', 'ta'],
  ])('means the same here: %s', (pattern, match, other) => {
    const matches = compilePattern(pattern, false);
    expect([matches(match), matches(other)]).toEqual([true, false]);
  });

  it('knows the letters of every language, whether the text is ASCII or not', () => {
    expect(compilePattern('\\bмузыка\\b', false)('моя музыка!')).toBe(true);
    expect(compilePattern('\\bмузыка\\b', false)('музыкальный')).toBe(false);
    expect(compilePattern('^\\w+$', false)('größe')).toBe(true);
    expect(compilePattern('^[\\w]+\\B', false)('größe')).toBe(true);
    expect(compilePattern('\\W', false)('größe')).toBe(false);
    expect(compilePattern('\\D', false)('٣')).toBe(false);
    expect(compilePattern('[^\\d]', false)('٣')).toBe(false);
    expect(compilePattern('МУЗЫКА', true)('музыка')).toBe(true);
    expect(compilePattern('^\\bplain\\b$', true)('PLAIN')).toBe(true);
  });

  it('knows of each character whether it belongs to a word', () => {
    const matches = compilePattern('\\w', false);
    const word = /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}]/u;
    const characters = Array.from({ length: 0xd800 }, (_, code) => String.fromCharCode(code));
    const differing = characters.filter((character) => matches(character) !== word.test(character));
    // Rust counts what joins letters as part of words.
    expect(differing.filter((character) => !/\p{Join_Control}/u.test(character))).toEqual([]);
  });

  it.each([
    ['a(', 'a group is not closed'],
    ['a)', 'closes nothing'],
    ['[a', 'a class is not closed'],
    ['(?#a', 'a comment is not closed'],
    ['*a', 'nothing to repeat'],
    ['a++', 'nothing to repeat'],
    ['(?>a)', 'atomic groups'],
    ['(?U)a', "the flag 'U'"],
    ['\\p{Nonsense}', "the property 'Nonsense'"],
    ['[[:nonsense:]]', 'is not known'],
    ['\\q', '\\q has no meaning'],
    ['a\\', 'ends with a backslash'],
    ['\\x{110000}', 'there is no character'],
    ['(?P<a', 'not closed'],
    ['('.repeat(200), '100 levels'],
    ['[z-a]', 'out of order'],
  ])('that is none, or needs what is not here, is refused: %s', (pattern, why) => {
    expect(() => compilePattern(pattern, false)).toThrow(why);
  });
});
