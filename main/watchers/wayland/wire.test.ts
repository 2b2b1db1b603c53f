import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Argument, ArgumentReader, encodeMessage, LONGEST_MESSAGE, MessageReader, WireError } from './wire.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');

describe('a Wayland message', () => {
  // Worked out by hand from the specification's chapter on the wire format.
  it.each<[string, number, number, Argument[], string]>([
    ['without arguments', 3, 7, [], '03000000 07000800'],
    ['with a new id (wl_display.get_registry)', 1, 1, [{ uint: 2 }], '01000000 01000c00 02000000'],
    ['with a string that needs padding', 2, 0, [{ string: 'seat0' }], '02000000 00001400 06000000 736561743000 0000'],
    ['with a string that needs none', 2, 0, [{ string: 'wlr' }], '02000000 00001000 04000000 776c7200'],
    ['with an empty string', 2, 0, [{ string: '' }], '02000000 00001000 01000000 00000000'],
    ['with text that is not Latin', 2, 0, [{ string: '日' }], '02000000 00001000 04000000 e697a500'],
    ['with an array', 4, 4, [{ array: [2, 3] }], '04000000 04001400 08000000 02000000 03000000'],
    ['with an empty array', 4, 4, [{ array: [] }], '04000000 04000c00 00000000'],
    ['of an object of the compositor', 0xff000001, 6, [], '010000ff 06000800'],
  ])('%s has the bytes that the specification says', (_, object, opcode, args, hex) => {
    expect(encodeMessage(object, opcode, args)).toEqual(bytes(hex));
  });

  it('is read back as it was written, however the stream is cut', () => {
    const argument = fc.oneof(
      fc.record({ uint: fc.nat() }),
      fc.record({ string: fc.string({ unit: 'grapheme', maxLength: 60 }).filter((text) => !text.includes('\0')) }),
      fc.record({ array: fc.array(fc.nat(), { maxLength: 8 }) }),
    );
    const message = fc.record({
      object: fc.integer({ min: 1, max: 0xffffffff }),
      opcode: fc.integer({ min: 0, max: 0xffff }),
      args: fc.array(argument, { maxLength: 5 }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 6 }), fc.integer({ min: 1, max: 40 }), (messages, chunk) => {
        const stream = Buffer.concat(messages.map(({ object, opcode, args }) => encodeMessage(object, opcode, args)));
        const reader = new MessageReader();
        const read = [];
        for (let at = 0; at < stream.length; at += chunk) read.push(...reader.push(stream.subarray(at, at + chunk)));
        expect(
          read.map(({ object, opcode, body }, index) => {
            const argumentsOf = new ArgumentReader(body);
            const kinds = messages[index]?.args ?? [];
            return { object, opcode, args: kinds.map((kind) => readAs(kind, argumentsOf)) };
          }),
        ).toEqual(messages);
      }),
    );
  });

  it('that is longer than the format can say is refused before it is sent', () => {
    expect(() => encodeMessage(1, 0, [{ string: 'x'.repeat(LONGEST_MESSAGE) }])).toThrow(RangeError);
  });

  it.each([
    ['says it is shorter than its own header', '01000000 00000400'],
    ['is not padded', '01000000 00000900 00'],
  ])('that %s ends the reading', (_, hex) => {
    expect(() => new MessageReader().push(bytes(hex))).toThrow(WireError);
  });

  it('that ends within an argument is an error and not half a title', () => {
    expect(() => new ArgumentReader(bytes('ff000000 6161')).string()).toThrow(WireError);
    expect(() => new ArgumentReader(bytes('08000000 02000000')).uints()).toThrow(WireError);
  });

  it('reads a null string as an empty one', () => {
    expect(new ArgumentReader(bytes('00000000')).string()).toBe('');
  });
});

function readAs(kind: Argument, reader: ArgumentReader): Argument {
  if ('uint' in kind) return { uint: reader.uint() };
  if ('string' in kind) return { string: reader.string() };
  return { array: reader.uints() };
}
