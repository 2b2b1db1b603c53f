import { describe, expect, it } from 'vitest';
import { x11AsAWatcherNeedsIt } from './x11-parts.ts';

const { resolveId, load } = x11AsAWatcherNeedsIt();
const inX11 = '/home/somebody/daytrail/node_modules/x11/lib/xcore.js';
const isLeftOut = (id: string, from: string | undefined) => resolveId(id, from) !== null;

describe('Of the X11 package', () => {
  it('what the watchers need is built in', () => {
    for (const id of ['./handshake', './corereqs', './ext/screen-saver', 'net'])
      expect(isLeftOut(id, inX11)).toBe(false);
  });

  it('the server, the names of keys and other extensions are not, and say so when they are asked for', () => {
    for (const id of ['./xserver', './keysyms', './ext/glx']) expect(isLeftOut(id, inX11)).toBe(true);
    const text = load(resolveId('./xserver', inX11) ?? '') ?? '';
    expect(() => new Function(text)()).toThrow('not built in');
  });

  it('alone anything is left out', () => {
    expect(isLeftOut('./xserver', '/home/somebody/daytrail/node_modules/other/lib/index.js')).toBe(false);
    expect(isLeftOut('./xserver', undefined)).toBe(false);
    expect(load('/home/somebody/daytrail/main/index.ts')).toBe(null);
  });
});
