import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteWriter } from './byte-writer.ts';

it('A byte writer gives everything back in order, however long the pieces are', () => {
  const piece = fc.oneof(fc.string({ unit: 'grapheme-ascii' }), fc.uint8Array(), fc.constant('x'.repeat(40_000)));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const writer = new ByteWriter();
      for (const one of pieces) {
        if (typeof one === 'string') writer.ascii(one);
        else writer.bytes(one);
      }
      const joined = writer.joined();
      expect(Buffer.compare(joined, Buffer.concat(pieces.map((one) => Buffer.from(one))))).toBe(0);
      expect(joined.buffer.byteLength).toBe(joined.length);
    }),
  );
});
