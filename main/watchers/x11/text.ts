/**
 * Text as X11 properties hold it: UTF8_STRING, STRING (ISO 8859-1, ICCCM 2.7.1) and COMPOUND_TEXT (the X Consortium's
 * Compound Text Encoding 1.1), in which xterm and other programs without UTF-8 titles write what Latin-1 has not.
 */
import { isUtf8 } from 'node:buffer';

export type TextType = 'UTF8_STRING' | 'STRING' | 'COMPOUND_TEXT';

/** Never fails: bytes that mean nothing become U+FFFD. What follows a NUL is a second text, and left out. */
export function decodeText(type: TextType, bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  const text = end < 0 ? bytes : bytes.subarray(0, end);
  if (type === 'UTF8_STRING') return decode('utf-8', text);
  if (type === 'COMPOUND_TEXT') return decodeCompound(text);
  // Many programs write UTF-8 where they should not. Of Latin-1 texts hardly one is UTF-8 as well.
  return isUtf8(text) ? decode('utf-8', text) : latin1(text);
}

const ESC = 0x1b;
const CSI = 0x9b;

/** Of the character set's bytes, with the high bit set; null: none of ours. */
type Decode = (bytes: Uint8Array) => string;

/** Designations by their intermediate bytes and final byte, as ISO 2022 writes them. Sets of 94 or 96 characters in one byte. */
const ONE_BYTE: Readonly<Record<string, Decode>> = {
  '(B': (bytes) => latin1(bytes.map((byte) => byte & 0x7f)),
  // JIS X 0201's left half, which is ASCII but for two characters.
  '(J': (bytes) =>
    latin1(bytes.map((byte) => byte & 0x7f))
      .replaceAll('\\', '¥')
      .replaceAll('~', '‾'),
  ')I': inShiftJis,
  '-A': latin1High,
  '-B': inCharset('iso-8859-2'),
  '-C': inCharset('iso-8859-3'),
  '-D': inCharset('iso-8859-4'),
  '-F': inCharset('iso-8859-7'),
  '-G': inCharset('iso-8859-6'),
  '-H': inCharset('iso-8859-8'),
  '-L': inCharset('iso-8859-5'),
  // ISO 8859-9, which the platform has as windows-1254 only; they differ in 0x80 to 0x9f alone, which text has not.
  '-M': inCharset('windows-1254'),
  '-V': inCharset('iso-8859-10'),
  '-Y': inCharset('iso-8859-13'),
  '-b': inCharset('iso-8859-15'),
  '-f': inCharset('iso-8859-16'),
};

/** Sets of two bytes a character: as their EUC encodings have them, with both high bits set. */
const TWO_BYTES: Readonly<Record<string, Decode>> = {
  $A: inCharset('gb18030'),
  $B: inCharset('euc-jp'),
  $C: inCharset('euc-kr'),
  // JIS X 0212, which EUC-JP has behind 0x8f.
  $D: (bytes) => {
    const prefixed: number[] = [];
    for (let at = 0; at + 1 < bytes.length; at += 2) {
      prefixed.push(0x8f, (bytes[at] as number) | 0x80, (bytes[at + 1] as number) | 0x80);
    }
    return decode('euc-jp', Uint8Array.from(prefixed));
  },
};

function decodeCompound(bytes: Uint8Array): string {
  let text = '';
  // The initial state: ASCII on the left, ISO 8859-1 on the right.
  let left: Decode | null = ONE_BYTE['(B'] ?? null;
  let right: Decode | null = latin1High;
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at] as number;
    if (byte === ESC) {
      const sequence = escapeAt(bytes, at);
      at = sequence.end;
      if (sequence.kind === 'segment') text += sequence.text;
      else if (sequence.kind === 'left') left = sequence.decode;
      else if (sequence.kind === 'right') right = sequence.decode;
    } else if (byte === CSI) {
      // Direction of the text (CSI 1 ], CSI 2 ], CSI ]), which plain text has not.
      at += 1;
      while (at < bytes.length && bytes[at] !== 0x5d) at += 1;
      at += 1;
    } else if (byte < 0x20 || (byte >= 0x7f && byte < 0xa0)) {
      // Of control characters there are only tab and newline.
      if (byte === 0x09 || byte === 0x0a) text += String.fromCharCode(byte);
      at += 1;
    } else {
      const high = byte >= 0xa0;
      const end = runEnd(bytes, at, high);
      const run = bytes.subarray(at, end);
      const side = high ? right : left;
      text += byte === 0x20 && !high ? ' '.repeat(run.length) : side === null ? '\ufffd' : side(run);
      at = end;
    }
  }
  return text;
}

/** Bytes of the same half; a space is a space whatever the set on the left. */
function runEnd(bytes: Uint8Array, from: number, high: boolean): number {
  const isSpace = bytes[from] === 0x20;
  let at = from;
  for (; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    const belongs = high ? byte >= 0xa0 : isSpace ? byte === 0x20 : byte > 0x20 && byte < 0x7f;
    if (!belongs) break;
  }
  return at;
}

type Sequence =
  | { readonly kind: 'left' | 'right'; readonly decode: Decode | null; readonly end: number }
  | { readonly kind: 'segment'; readonly text: string; readonly end: number }
  | { readonly kind: 'unknown'; readonly end: number };

function escapeAt(bytes: Uint8Array, at: number): Sequence {
  let end = at + 1;
  while (end < bytes.length && (bytes[end] as number) >= 0x20 && (bytes[end] as number) <= 0x2f) end += 1;
  const name = latin1(bytes.subarray(at + 1, end + 1));
  end += 1;
  // UTF-8, as the X.Org implementation writes what no set has: ESC % G … ESC % @.
  if (name === '%G') {
    const close = indexOf(bytes, [ESC, 0x25, 0x40], end);
    return { kind: 'segment', text: decode('utf-8', bytes.subarray(end, close)), end: close };
  }
  // An extended segment's introducer has its final byte after the slash: ESC % / F M L.
  if (/^%\/[0-4]$/.test(name)) return extendedSegment(bytes, end);
  if (name.startsWith('$')) {
    // ESC $ ( F and ESC $ ) F; of the oldest sets also ESC $ F.
    const decodeSet = TWO_BYTES[`$${name.at(-1)}`] ?? null;
    return { kind: name[1] === ')' ? 'right' : 'left', decode: decodeSet === null ? null : raised(decodeSet), end };
  }
  if (name === '(B' || name === '(J' || name === '(I') {
    return { kind: 'left', decode: ONE_BYTE[name === '(I' ? ')I' : name] ?? null, end };
  }
  if (/^[)-]/.test(name)) return { kind: 'right', decode: ONE_BYTE[name] ?? null, end };
  return { kind: 'unknown', end };
}

/** Two bytes of length, then the name of an encoding, STX, and text in it. */
function extendedSegment(bytes: Uint8Array, from: number): Sequence {
  const length = ((bytes[from] ?? 0x80) & 0x7f) * 128 + ((bytes[from + 1] ?? 0x80) & 0x7f);
  const end = Math.min(from + 2 + length, bytes.length);
  const segment = bytes.subarray(from + 2, end);
  const stx = segment.indexOf(0x02);
  if (stx < 0) return { kind: 'segment', text: '\ufffd', end };
  const charset = latin1(segment.subarray(0, stx)).toLowerCase();
  return { kind: 'segment', text: decode(charset, segment.subarray(stx + 1)), end };
}

function indexOf(bytes: Uint8Array, wanted: readonly number[], from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return bytes.length;
}

function inCharset(charset: string): Decode {
  return (bytes) => decode(charset, bytes);
}

/** Of a set that was put on the left: the same characters without the high bit. */
function raised(decodeSet: Decode): Decode {
  return (bytes) => decodeSet(bytes.map((byte) => byte | 0x80));
}

/** Half-width katakana have the same bytes in Shift JIS. */
function inShiftJis(bytes: Uint8Array): string {
  return decode(
    'shift_jis',
    bytes.map((byte) => byte | 0x80),
  );
}

function latin1High(bytes: Uint8Array): string {
  return latin1(bytes.map((byte) => byte | 0x80));
}

/** Not TextDecoder's `latin1`, which is windows-1252. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

function decode(charset: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return '\ufffd';
  }
}
