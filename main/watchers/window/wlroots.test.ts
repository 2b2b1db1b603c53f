import { afterEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../lifecycle/fake-clock.ts';
import type { WindowBackend } from '../backend.ts';
import { SOON } from '../soon.ts';
import { cosmicOffer, extListOffer, FakeCompositor, type Offer, wlrOffer } from '../wayland/fake-compositor.ts';
import { RecordedWindows } from './recorded-windows.ts';
import { createWlrootsWindows, fits } from './wlroots.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

const editor = { app: 'org.example.Editor', title: 'notes.md' };
const browser = { app: 'org.example.Browser', title: '日本語 – news' };

async function compositorWith(...offers: Offer[]): Promise<FakeCompositor> {
  const compositor = await FakeCompositor.start(offers);
  cleanups.push(() => compositor.stop());
  return compositor;
}

function backendFor(compositor: FakeCompositor): { backend: WindowBackend; told: RecordedWindows } {
  const backend = createWlrootsWindows({ env: compositor.env });
  cleanups.push(() => backend.stop());
  return { backend, told: new RecordedWindows() };
}

async function started(...offers: Offer[]) {
  const compositor = await compositorWith(...offers);
  compositor.open('editor', editor);
  compositor.open('browser', browser);
  await compositor.focus('editor');
  const { backend, told } = backendFor(compositor);
  await backend.start(told);
  return { compositor, backend, told };
}

describe.each([
  ['wlr-foreign-toplevel-management', [wlrOffer]],
  ['its first version', [{ ...wlrOffer, version: 1 }]],
  ['COSMIC’s extension of ext-foreign-toplevel-list', [extListOffer, cosmicOffer]],
])('a compositor with %s', (_, offers) => {
  it('tells at once which window is in front', async () => {
    const { told, backend } = await started(...offers);
    expect(told.seen).toEqual([editor]);
    expect(backend.current()).toEqual(editor);
  });

  it('tells of every switch and every new title, and of nothing twice', async () => {
    const { compositor, told } = await started(...offers);
    await compositor.focus('browser');
    await told.until(browser);
    compositor.rename('editor', 'a title behind');
    compositor.rename('browser', 'sport');
    compositor.rename('browser', 'sport');
    await told.until({ title: 'sport' });
    await compositor.focus('editor');
    await told.until({ app: editor.app });
    expect(told.seen).toEqual([
      editor,
      browser,
      { ...browser, title: 'sport' },
      { ...editor, title: 'a title behind' },
    ]);
  });

  it('tells of a window that was opened later', async () => {
    const { compositor, told } = await started(...offers);
    compositor.open('terminal', { app: 'foot', title: '~' });
    await expect.poll(() => compositor.requests.length, SOON).toBeGreaterThan(0);
    await told.until(editor);
    // COSMIC's client asks for the state of the new window first, as the real one must.
    if (offers.length > 1) await expect.poll(() => extended(compositor), SOON).toBe(3);
    await compositor.focus('terminal');
    await told.until({ app: 'foot', title: '~' });
  });

  it('tells that there is none once the one in front is closed', async () => {
    const { compositor, told } = await started(...offers);
    compositor.close('editor');
    await told.until(null);
  });

  it('is lost when it tells of no more windows', async () => {
    const { compositor, told, backend } = await started(...offers);
    compositor.finish();
    expect(await told.untilLost()).toContain('no more windows');
    expect(backend.current()).toBeNull();
  });
});

const extended = (compositor: FakeCompositor) =>
  compositor.requests.filter((request) => request === `${cosmicOffer.interface}.1`).length;

describe('a Wayland compositor', () => {
  it('that goes away is lost once, and seen again when it is back', async () => {
    const { compositor, told, backend } = await started(wlrOffer);
    await compositor.crash();
    expect(await told.untilLost()).toBe('The compositor went away');
    await expect(backend.start(told)).rejects.toMatchObject({ name: 'BackendError', kind: 'broken' });
    await compositor.listen();
    await backend.start(told);
    expect(told.last).toEqual(editor);
    expect(told.losses).toHaveLength(1);
  });

  it('that refuses a request is lost with what it said', async () => {
    const { compositor, told } = await started(wlrOffer);
    compositor.refuse('invalid arguments');
    expect(await told.untilLost()).toBe('The compositor refused a request (error 3: invalid arguments)');
  });

  it('that sends what is no Wayland is lost, and does not end the process', async () => {
    const { compositor, told } = await started(wlrOffer);
    compositor.garbage(Buffer.alloc(64));
    expect(await told.untilLost()).toContain('cannot be read');
  });

  it('may take its time between two windows: the moment without one is not told', async () => {
    const { compositor, told } = await started(wlrOffer);
    const syncs = () => compositor.requests.filter((request) => request === 'wl_display.0').length;
    const before = syncs();
    // The client hears the first half alone, and asks whether there is more before it believes that there is no window.
    compositor.hangs = true;
    await compositor.focus('browser', () => expect.poll(() => syncs() - before, SOON).toBe(1));
    await told.until(browser);
    expect(told.seen).toEqual([editor, browser]);
  });

  it('that says by ext-foreign-toplevel-list only which windows there are does not fit, and it is said why', async () => {
    const { backend, told } = backendFor(await compositorWith(extListOffer));
    await expect(backend.start(told)).rejects.toMatchObject({
      kind: 'unfit',
      message: 'This compositor does not tell programs which window is in front.',
      fix: expect.stringContaining('X11 session'),
    });
    expect(backend.about().limits.map(({ what }) => what)).toContainEqual(
      expect.stringContaining('ext_foreign_toplevel_list_v1'),
    );
    expect(told.seen).toEqual([]);
  });

  it('that never answers is given up after five seconds', async () => {
    const clock = new FakeClock();
    const compositor = await compositorWith(wlrOffer);
    compositor.hangs = true;
    const backend = createWlrootsWindows({ env: compositor.env, clock });
    const start = expect(backend.start(new RecordedWindows())).rejects.toMatchObject({
      kind: 'broken',
      message: 'The compositor did not answer.',
    });
    await clock.advance(5_000);
    await start;
  });

  it('is told nothing any more once the backend was stopped, also while it was starting', async () => {
    const { compositor, told, backend } = await started(wlrOffer);
    await backend.stop();
    await backend.stop();
    const other = backendFor(compositor);
    const start = expect(other.backend.start(other.told)).rejects.toMatchObject({ name: 'BackendError' });
    await other.backend.stop();
    await start;
    await compositor.crash();
    expect(told.seen).toEqual([editor]);
    expect(told.losses).toEqual([]);
    expect(other.told.seen).toEqual([]);
  });
});

describe('a session', () => {
  it.each([
    ['names its Wayland display', { WAYLAND_DISPLAY: 'wayland-1', XDG_RUNTIME_DIR: '/run/user/1000' }, true],
    ['only says that it is Wayland', { XDG_SESSION_TYPE: 'wayland', XDG_RUNTIME_DIR: '/run/user/1000' }, true],
    ['is of X11', { DISPLAY: ':0', XDG_SESSION_TYPE: 'x11', XDG_RUNTIME_DIR: '/run/user/1000' }, false],
    ['has no display', {}, false],
  ])('that %s: %o fits: %s', (_, env, expected) => {
    expect(fits(env, 'linux')).toBe(expected);
    expect(fits(env, 'win32')).toBe(false);
  });

  it('that names no place for its sockets does not fit', async () => {
    const backend = createWlrootsWindows({ env: { WAYLAND_DISPLAY: 'wayland-0' } });
    await expect(backend.start(new RecordedWindows())).rejects.toMatchObject({ kind: 'unfit' });
  });
});
