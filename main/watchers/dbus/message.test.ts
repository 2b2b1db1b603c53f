import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage, type Message, MessageReader } from './message.ts';
import { completeTypes, FormatError, type Value, ValueReader, ValueWriter } from './values.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

function written(signature: string, values: readonly Value[]): Buffer {
  const writer = new ValueWriter();
  writer.write(signature, values);
  return writer.bytes();
}

describe('a D-Bus value', () => {
  // Worked out by hand from the rules of alignment and length in the specification.
  it.each<[string, string, Value[], string]>([
    ['a byte before a number is padded', 'yu', [1, 2], '01000000 02000000'],
    ['a truth is a whole word', 'b', [true], '01000000'],
    ['a negative number', 'in', [-2, -3], 'feffffff fdff'],
    ['64 bits are aligned to 8', 'yt', [7, 0x0102030405060708n], '07000000 00000000 08070605 04030201'],
    ['a double', 'd', [1.5], '00000000 0000f83f'],
    ['a string ends with null', 's', ['foo'], '03000000 666f6f00'],
    ['a signature has one byte of length', 'g', ['a{sv}'], '05 617b7376 7d00'],
    ['an empty array of 64-bit numbers is padded to its first', 'at', [[]], '00000000 00000000'],
    ['an array’s length leaves out that padding', 'at', [[1n]], '08000000 00000000 01000000 00000000'],
    ['a struct begins at 8', 'y(yy)', [1, [2, 3]], '01000000 00000000 0203'],
    ['a variant carries its signature', 'v', [{ signature: 'u', value: 5 }], '01750000 05000000'],
    ['a dictionary', 'a{sb}', [[['k', false]]], '0c000000 00000000 01000000 6b000000 00000000'],
  ])('%s', (_, signature, values, bytes) => {
    expect(written(signature, values)).toEqual(hex(bytes));
    expect(new ValueReader(hex(bytes), true).read(signature)).toEqual(values);
  });

  it('is read in the byte order of whoever wrote it', () => {
    const bytes = hex('00000003 666f6f00 0000000000000005 fffe 0000 bff80000');
    expect(new ValueReader(bytes, false).read('st')).toEqual(['foo', 5n]);
    expect(new ValueReader(hex('fffe0000 00000007'), false).read('ni')).toEqual([-2, 7]);
  });

  it.each(['a', '(', '()', '(s', 'a{', 'z', '{}', 'a'.repeat(80)])('has no type “%s”', (signature) => {
    expect(() => completeTypes(signature)).toThrow(FormatError);
  });

  it('is refused where it is not of its type', () => {
    expect(() => written('s', [5])).toThrow(FormatError);
    expect(() => written('u', ['5'])).toThrow(FormatError);
    expect(() => written('t', [5])).toThrow(FormatError);
    expect(() => written('s', ['a\0b'])).toThrow(FormatError);
    expect(() => written('su', ['one'])).toThrow(FormatError);
  });

  it('that ends too early is an error', () => {
    expect(() => new ValueReader(hex('ff000000 6161'), true).read('s')).toThrow(FormatError);
    expect(() => new ValueReader(hex('ffffff7f'), true).read('ay')).toThrow(FormatError);
    expect(() => new ValueReader(hex('40000000 00'), true).read('ay')).toThrow(FormatError);
  });
});

describe('a D-Bus message', () => {
  it('is read back as it was written, however the stream is cut', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((value) => !value.includes('\0'));
    const message = fc.record({
      type: fc.constantFrom<Message['type']>('call', 'return', 'error', 'signal'),
      serial: fc.integer({ min: 1, max: 0xffffffff }),
      noReply: fc.boolean(),
      path: fc.constant('/org/example'),
      member: fc.constantFrom('Get', 'Changed'),
      replySerial: fc.integer({ min: 1, max: 0xffffffff }),
      signature: fc.constant('sa{sv}(bx)'),
      body: fc.tuple(
        text,
        fc.array(fc.tuple(text, fc.record({ signature: fc.constant('s'), value: text })), { maxLength: 3 }),
        fc.tuple(fc.boolean(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
      ),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 4 }), fc.integer({ min: 1, max: 90 }), (messages, chunk) => {
        const stream = Buffer.concat(messages.map(encodeMessage));
        const reader = new MessageReader();
        const read: Message[] = [];
        for (let at = 0; at < stream.length; at += chunk) read.push(...reader.push(stream.subarray(at, at + chunk)));
        expect(read).toEqual(messages);
      }),
      { numRuns: 60 },
    );
  });

  it('that is none ends the reading', () => {
    expect(() => new MessageReader().push(Buffer.alloc(16))).toThrow(FormatError);
    const endless = encodeMessage({ type: 'signal', serial: 1 });
    endless.writeUInt32LE(0xffffffff, 4);
    expect(() => new MessageReader().push(endless)).toThrow(FormatError);
  });

  it('of a type from the future is left out', () => {
    const strange = encodeMessage({ type: 'signal', serial: 1, path: '/a' });
    strange.writeUInt8(9, 1);
    const usual = encodeMessage({ type: 'signal', serial: 2, path: '/b' });
    expect(new MessageReader().push(Buffer.concat([strange, usual])).map(({ serial }) => serial)).toEqual([2]);
  });
});
