/** Windows and macOS are not here; what calls them is tried on Linux's own library. */
import { describe, expect, it } from 'vitest';
import { asNumber, openLibrary } from './library.ts';

describe('a library of the system', () => {
  it('is called with numbers, texts and buffers', async ({ skip }) => {
    skip(process.platform !== 'linux', 'libc.so.6 is Linux’s own');
    const libc = await openLibrary('libc.so.6');
    expect(libc.func('int getpid()')()).toBe(process.pid);
    expect(libc.func('size_t strlen(const char *text)')('日本')).toBe(6);
    expect(libc.func('double difftime(int64_t a, int64_t b)')(7, 5)).toBe(2);
    const buffer = Buffer.alloc(8, 0xff);
    expect(libc.func('int snprintf(_Out_ uint8_t *text, size_t size, const char *format)')(buffer, 8, 'abc')).toBe(3);
    expect(buffer.toString('latin1', 0, 4)).toBe('abc\0');
    // Two ways through one buffer, as with the sizes that Windows' functions want and change.
    const both = Buffer.from([1, 2, 3, 4]);
    libc.func('void swab(const uint8_t *from, _Inout_ uint8_t *to, int64_t bytes)')(Buffer.from([5, 6]), both, 2);
    expect(both).toEqual(Buffer.from([6, 5, 3, 4]));
  });

  it('that is not there, or lacks a function, is said as what cannot be seen', async ({ skip }) => {
    skip(process.platform !== 'linux', 'libc.so.6 is Linux’s own');
    await expect(openLibrary('libdaytrail-nowhere.so')).rejects.toMatchObject({
      name: 'BackendError',
      kind: 'broken',
      message: expect.stringContaining('libdaytrail-nowhere.so'),
    });
    const libc = await openLibrary('libc.so.6');
    expect(() => libc.func('int daytrail_nowhere()')).toThrow(expect.objectContaining({ name: 'BackendError' }));
    expect(() => libc.func('int getpid(')).toThrow(expect.objectContaining({ name: 'BackendError' }));
    expect(() => libc.func('int abs(int value)')('seven')).toThrow(expect.objectContaining({ name: 'BackendError' }));
  });

  it('gives handles as whole numbers, and 0 for what is none', () => {
    expect([asNumber(5), asNumber(5n), asNumber(null), asNumber(undefined)]).toEqual([5, 5n, 0, 0]);
  });
});
