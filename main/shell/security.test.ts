import { EventEmitter } from 'node:events';
import type { App, Session, WebContents } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { silentLog } from '../lifecycle/log.ts';
import { confinePages, confineSession, requireSandbox } from './security.ts';

const own = { isOwn: (address: string) => address.startsWith('daytrail://app/') };

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

function page() {
  const app = new EventEmitter();
  confinePages(app as unknown as App, own, silentLog);
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: vi.fn<(handler: OpenHandler) => void>() });
  app.emit('web-contents-created', {}, contents);
  return contents;
}

function stopped(event: string, url: string): boolean {
  const preventDefault = vi.fn();
  page().emit(event, { url, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

describe('the sandbox', () => {
  const asked = (ready: boolean, switches: string[]) => {
    const enableSandbox = vi.fn();
    const commandLine = { hasSwitch: (name: string) => switches.includes(name) } as App['commandLine'];
    requireSandbox({ isReady: () => ready, enableSandbox, commandLine });
    return enableSandbox.mock.calls.length === 1;
  };

  it('is required of every page', () => {
    expect(asked(false, [])).toBe(true);
  });

  it('is not forced on somebody who started Daytrail without it', () => {
    expect(asked(false, ['no-sandbox'])).toBe(false);
  });

  it('is not asked for when Electron would refuse to change it any more', () => {
    expect(asked(true, [])).toBe(false);
  });
});

describe('a page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('cannot leave its address by %s', (event) => {
    expect(stopped(event, 'https://example.com/')).toBe(true);
    expect(stopped(event, 'file:///etc/passwd')).toBe(true);
    expect(stopped(event, 'http://127.0.0.1:5600/api/0/info')).toBe(true);
    expect(stopped(event, 'javascript:alert(1)')).toBe(true);
    expect(stopped(event, 'daytrail://app/timeline')).toBe(false);
  });

  it('cannot embed another page', () => {
    expect(stopped('will-attach-webview', '')).toBe(true);
  });

  it('cannot open a window, not even of its own address', () => {
    const handler = page().setWindowOpenHandler.mock.calls[0]?.[0];
    expect(handler?.({ url: 'daytrail://app/' } as Parameters<OpenHandler>[0])).toEqual({ action: 'deny' });
  });
});

function session() {
  const emitter = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: vi.fn<Session['setPermissionRequestHandler']>(),
    setPermissionCheckHandler: vi.fn<Session['setPermissionCheckHandler']>(),
    setDevicePermissionHandler: vi.fn<Session['setDevicePermissionHandler']>(),
    webRequest: { onBeforeRequest: vi.fn() },
  });
  confineSession(emitter as unknown as Session, own, silentLog);
  return emitter;
}

describe('the session', () => {
  it('refuses every permission, asked for or checked', () => {
    const { setPermissionRequestHandler, setPermissionCheckHandler, setDevicePermissionHandler } = session();
    const decide = vi.fn();
    const contents = {} as WebContents;
    setPermissionRequestHandler.mock.calls[0]?.[0]?.(contents, 'geolocation', decide, {} as never);
    expect(decide).toHaveBeenCalledExactlyOnceWith(false);
    expect(setPermissionCheckHandler.mock.calls[0]?.[0]?.(contents, 'media', '', {} as never)).toBe(false);
    expect(setDevicePermissionHandler.mock.calls[0]?.[0]?.({} as never)).toBe(false);
  });

  it('stops downloads', () => {
    const preventDefault = vi.fn();
    session().emit('will-download', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it.each([
    ['daytrail://app/assets/index.js', false],
    ['data:image/png;base64,AA==', false],
    ['https://example.com/collect', true],
    ['wss://example.com/', true],
    ['http://127.0.0.1:5600/api/0/info', true],
    ['file:///etc/passwd', true],
  ])('lets no request out: %s', (url, cancel) => {
    const decide = vi.fn();
    session().webRequest.onBeforeRequest.mock.calls[0]?.[0]({ url }, decide);
    expect(decide).toHaveBeenCalledExactlyOnceWith({ cancel });
  });
});
