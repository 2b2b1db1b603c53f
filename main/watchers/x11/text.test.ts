import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from './text.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)));
const compound = (...parts: readonly (string | readonly number[])[]) => decodeText('COMPOUND_TEXT', bytes(...parts));

describe('text of X11 properties', () => {
  it('is read as UTF-8 where it says so, and up to a NUL', () => {
    expect(decodeText('UTF8_STRING', Buffer.from('日本語 – ok\0rest'))).toBe('日本語 – ok');
  });

  it('is Latin-1 as STRING, not windows-1252', () => {
    expect(decodeText('STRING', bytes('Caf', [0xe9, 0x20, 0x96]))).toBe('Café \u0096');
  });

  it('is read as UTF-8 where a program wrote that as STRING', () => {
    expect(decodeText('STRING', Buffer.from('umbenannt – 日本語'))).toBe('umbenannt – 日本語');
  });

  it.each<[string, string, readonly (string | readonly number[])[]]>([
    ['ASCII', 'plain title', ['plain title']],
    ['ISO 8859-1 on the right without being asked for', 'Café', ['Caf', [0xe9]]],
    ['JIS X 0208 on the left', '日本語', ['\x1b$(B', [0x46, 0x7c, 0x4b, 0x5c, 0x38, 0x6c]]],
    ['ASCII again after it', 'a 日本 b', ['a \x1b$(B', [0x46, 0x7c, 0x4b, 0x5c], '\x1b(B b']],
    ['JIS X 0208 on the right', '日本', ['\x1b$)B', [0xc6, 0xfc, 0xcb, 0xdc]]],
    ['GB 2312 on the right', '中文', ['\x1b$)A', [0xd6, 0xd0, 0xce, 0xc4]]],
    ['KS C 5601 on the left', '한국', ['\x1b$(C', [0x47, 0x51, 0x31, 0x39]]],
    ['half-width katakana', 'ｱｲ', ['\x1b)I', [0xb1, 0xb2]]],
    ['ISO 8859-2', 'Łódź', ['\x1b-B', [0xa3, 0xf3], 'd', [0xbc]]],
    ['ISO 8859-5', 'Да', ['\x1b-L', [0xb4, 0xd0]]],
    ['ISO 8859-7', 'Ωμ', ['\x1b-F', [0xd9, 0xec]]],
    ['a UTF-8 segment, as X.Org writes what no set has', 'x→y', ['x\x1b%G', [0xe2, 0x86, 0x92], '\x1b%@y']],
    ['a UTF-8 segment without an end', '→', ['\x1b%G', [0xe2, 0x86, 0x92]]],
    ['an extended segment that names its encoding', '€', ['\x1b%/1', [0x80, 0x8d], 'iso8859-15\x02', [0xa4]]],
    ['direction marks, which are left out', 'ab', ['a', [0x9b], '1]b', [0x9b], ']']],
    ['tab and newline, but no other control character', 'a\tb', ['a\tb\x07']],
  ])('as COMPOUND_TEXT: %s', (_, text, parts) => {
    expect(compound(...parts)).toBe(text);
  });

  it('shows that a set is not known instead of another letter', () => {
    expect(compound('a\x1b-Z', [0xe9], 'b')).toBe('a\ufffdb');
  });

  it('never fails and always ends, whatever the bytes', () => {
    const any = fc.integer({ min: 0, max: 255 });
    const sequence = fc.constantFrom(0x1b, 0x24, 0x25, 0x28, 0x2f, 0x42, 0x47, 0x80, 0x9b, 0xff);
    fc.assert(
      fc.property(fc.array(fc.oneof(any, sequence), { maxLength: 60 }), (noise) => {
        expect(decodeText('COMPOUND_TEXT', Uint8Array.from(noise)).length).toBeLessThanOrEqual(noise.length);
      }),
    );
  });
});
