/** The X11 backends against a real X server, with real windows under a real window manager. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../../store/testing.ts';
import type { ActiveWindow, SelfDescription } from '../backend.ts';
import { createX11Idle } from '../idle/x11.ts';
import { createX11Windows } from '../window/x11.ts';
import { noXServer, startXServer, type XServerOptions } from './test-server.ts';

const missing = noXServer('xprop');
const SOON = { timeout: 30_000, interval: 10 };

async function startDesktop(options: XServerOptions = {}) {
  const desktop = await startXServer(options);
  onTestFinished(() => desktop.dispose());
  const display = desktop.env().DISPLAY ?? '';
  const setText = (id: string, property: string, format: '8s' | '8u', text: string) =>
    desktop.run('xprop', '-id', id, '-f', property, format, '-set', property, text);
  return { ...desktop, display, setText };
}

/** One key for every display, as xauth would write it (the wild family, no address, no number, the name, the key). */
function xauthority(key: string): Buffer {
  const counted = (text: string) => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);
  return Buffer.concat([Buffer.from([0xff, 0xff]), ...['', '', 'MIT-MAGIC-COOKIE-1', key].map(counted)]);
}

async function watching() {
  const desktop = await startDesktop();
  const backend = createX11Windows({ display: desktop.display });
  const seen: (ActiveWindow | null)[] = [];
  const lost: string[] = [];
  const listener = {
    changed: (window: ActiveWindow | null) => seen.push(window),
    lost: (why: string) => lost.push(why),
  };
  await backend.start(listener);
  const title = (wanted: string) => vi.waitFor(() => expect(backend.current()?.title).toBe(wanted), SOON);
  return { desktop, backend, seen, lost, listener, title };
}

beforeEach(({ skip }) => {
  if (missing !== null) skip(missing);
});

describe('windows on X11', () => {
  it('are told as they come to the front, change their titles and go', async () => {
    const { desktop, backend, seen, title } = await watching();
    expect(seen).toEqual([null]);
    const first = await desktop.terminal('first');
    await title('first');
    expect(backend.current()).toEqual({ app: 'XTerm', title: 'first' });
    const second = await desktop.terminal('second');
    await title('second');
    await desktop.run('xdotool', 'windowactivate', '--sync', first.id);
    await title('first');
    // Only the one property: xdotool sets another before it, whose title is in front for a moment.
    await desktop.setText(first.id, '_NET_WM_NAME', '8u', '日本語の題名');
    await title('日本語の題名');
    first.process.kill();
    await title('second');
    second.process.kill();
    await vi.waitFor(() => expect(backend.current()).toBeNull(), SOON);
    expect(seen.filter((window) => window !== null).map((window) => window.title)).toEqual([
      'first',
      'second',
      'first',
      '日本語の題名',
      'second',
    ]);
    await backend.stop();
  });

  it('are called what the program says in UTF-8 before what it says in older ways', async () => {
    const { desktop, backend, title } = await watching();
    const { id } = await desktop.terminal('old');
    await title('old');
    await desktop.setText(id, '_NET_WM_NAME', '8u', 'new – 新');
    await title('new – 新');
    await desktop.setText(id, 'WM_NAME', '8s', 'older');
    await desktop.setText(id, '_NET_WM_NAME', '8u', 'newest');
    await title('newest');
    await backend.stop();
  });

  it('that come and go faster than they can be asked are no trouble', async () => {
    const { desktop, backend, lost, title } = await watching();
    const stays = await desktop.terminal('stays');
    for (let round = 0; round < 5; round++) {
      const { process } = await desktop.terminal(`goes ${round}`);
      process.kill('SIGKILL');
    }
    await desktop.run('xdotool', 'windowactivate', '--sync', stays.id);
    await title('stays');
    expect(lost).toEqual([]);
    await backend.stop();
  });

  it('are followed also where the X server gives one the number of a window that is gone', async () => {
    const { desktop, backend, title } = await watching();
    const numbers = new Set<string>();
    let rounds = 0;
    // The server gives a new client the numbers of one that has ended, sooner or later.
    while (numbers.size === rounds && rounds < 30) {
      rounds += 1;
      const { id, process } = await desktop.terminal(`terminal ${rounds}`);
      numbers.add(id);
      await title(`terminal ${rounds}`);
      await desktop.run('xdotool', 'set_window', '--name', `renamed ${rounds}`, id);
      await title(`renamed ${rounds}`);
      process.kill();
      await vi.waitFor(() => expect(backend.current()).toBeNull(), SOON);
    }
    expect(numbers.size).toBeLessThan(rounds);
    await backend.stop();
  });

  it('cannot be seen once the X server has ended, which is told once; and can again when it is back', async () => {
    const { desktop, backend, lost, listener, title } = await watching();
    await desktop.kill();
    await vi.waitFor(() => expect(lost).toHaveLength(1), SOON);
    await expect(backend.start(listener)).rejects.toMatchObject({ kind: 'broken' });
    await desktop.start();
    await backend.start(listener);
    await desktop.terminal('again');
    await title('again');
    expect(lost).toHaveLength(1);
    await backend.stop();
  });

  it('are seen on a server that names things by other numbers than the one before', async () => {
    const first = await watching();
    await first.backend.stop();
    const second = await startDesktop({ manager: false });
    for (const name of ['SOME', 'OTHER', 'ATOMS'])
      await second.run('xprop', '-root', '-f', name, '8s', '-set', name, 'x');
    second.spawn('openbox');
    await vi.waitFor(() => second.run('xdotool', 'get_num_desktops'), SOON);
    const backend = createX11Windows({ display: second.display });
    await backend.start({ changed: () => undefined, lost: () => undefined });
    await second.terminal('elsewhere');
    await vi.waitFor(() => expect(backend.current()?.title).toBe('elsewhere'), SOON);
    await backend.stop();
  });

  it('are not told any more after the end', async () => {
    const { desktop, backend, seen, lost } = await watching();
    await backend.stop();
    await desktop.terminal('unseen');
    await desktop.kill();
    expect([seen, lost]).toEqual([[null], []]);
  });

  it('are not told where no window manager says which is in front, and that is said', async () => {
    const limits = (backend: { about(): SelfDescription }) =>
      backend
        .about()
        .limits.map(({ what }) => what)
        .join(' ');
    const { backend } = await watching();
    await vi.waitFor(() => expect(limits(backend)).not.toContain('window manager'), SOON);
    const bare = await startDesktop({ manager: false });
    const unmanaged = createX11Windows({ display: bare.display });
    await unmanaged.start({ changed: () => undefined, lost: () => undefined });
    expect(limits(unmanaged)).toContain('window manager');
    await unmanaged.stop();
  });
});

describe('idle time on X11', () => {
  it('grows while nobody touches anything, and begins anew with the next input', async () => {
    const desktop = await startDesktop();
    const idle = createX11Idle({ display: desktop.display });
    await idle.start(() => undefined);
    await vi.waitFor(async () => expect(await idle.idleMs()).toBeGreaterThan(300), SOON);
    const touched = performance.now();
    await desktop.touch();
    expect(await idle.idleMs()).toBeLessThan(performance.now() - touched + 50);
    await idle.stop();
    await expect(idle.idleMs()).rejects.toMatchObject({ kind: 'broken' });
  });

  it('is not known once the X server has ended', async () => {
    const desktop = await startDesktop();
    const idle = createX11Idle({ display: desktop.display });
    const lost: string[] = [];
    await idle.start((why) => lost.push(why));
    await desktop.kill();
    await vi.waitFor(() => expect(lost).toHaveLength(1), SOON);
    await expect(idle.idleMs()).rejects.toMatchObject({ kind: 'broken' });
  });

  it('a server that does not let Daytrail in is one that cannot be reached, and no more', async () => {
    const keys = join(temporaryFolder(), 'keys');
    writeFileSync(keys, xauthority('0123456789abcdef'));
    const { display } = await startDesktop({ manager: false, keys });
    await expect(createX11Idle({ display }).start(() => undefined)).rejects.toMatchObject({ kind: 'broken' });
  });

  it('without an X server there is nothing to start', async () => {
    await expect(createX11Idle({ display: ':9999' }).start(() => undefined)).rejects.toMatchObject({ kind: 'broken' });
    await expect(
      createX11Windows({ display: 'nonsense' }).start({ changed: () => undefined, lost: () => undefined }),
    ).rejects.toMatchObject({ kind: 'broken' });
  });
});
