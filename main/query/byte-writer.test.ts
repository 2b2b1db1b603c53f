import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteWriter } from './byte-writer.ts';

const bytesOf = (one: string | Uint8Array | { readonly text: string }): Uint8Array =>
  one instanceof Uint8Array ? one : Buffer.from(typeof one === 'string' ? one : one.text);

it('A byte writer gives everything back in order, however long the pieces are', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme-ascii' }),
    fc.uint8Array(),
    fc.string({ unit: 'grapheme' }).map((text) => ({ text })),
    fc.constantFrom('x'.repeat(40_000), { text: 'é€🎈'.repeat(10_000) }),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const writer = new ByteWriter();
      for (const one of pieces) {
        if (typeof one === 'string') writer.ascii(one);
        else if ('text' in one) writer.text(one.text);
        else writer.bytes(one);
      }
      const joined = writer.joined();
      expect(Buffer.compare(joined, Buffer.concat(pieces.map(bytesOf)))).toBe(0);
      expect(joined.buffer.byteLength).toBe(joined.length);
    }),
  );
});
