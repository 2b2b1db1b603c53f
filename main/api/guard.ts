/**
 * Who may ask, decided from a request's head alone. With a key or without (api-key.ts), the API must tell programs on
 * this machine from web pages that a person happens to have open:
 *
 * - `Host` must name the loopback, or else a page whose name was made to point at 127.0.0.1 would count as ours (DNS
 *   rebinding; GHSA-v9fg-6g9j-h4x4). Our port or none: without one still only the name decides, and clients that strip
 *   it exist. Any other port is a request that was meant for somebody else.
 * - `Origin`, which browsers add to whatever a foreign page sends, must be our own address or an extension's. A browser
 *   watcher's reaches only what it needs: every Firefox installation has its own moz-extension address, so any add-on can
 *   claim to be the watcher, hence nothing that reads. For more than that, or for any other extension, a person has to
 *   let it in; it counts as a program of this machine then. A web page can never be let in, nor ask for it.
 * - `Sec-Fetch-Site` catches what has no Origin: images, scripts and links on foreign pages. And reads by an extension
 *   that may reach this address by its own permissions: its browser leaves out who asks then, and says that nobody else
 *   did (`none`, or `same-origin`). A person at the address bar is told from it by the mode. Which extension it is nobody
 *   can tell, so such reads are open as soon as one was let in. Browsers that say nothing at all look like programs; a key
 *   closes the API to their extensions.
 */
import { EXTENSION_ORIGIN } from '../../preload/contract/access.ts';

export interface Head {
  readonly method: string;
  /** As in the request line, with its query. */
  readonly url: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly fetchSite: string | undefined;
  readonly fetchMode: string | undefined;
}

/** The extensions that a person let in. */
export interface LetIn {
  includes(origin: string): boolean;
  readonly none: boolean;
}

export type Verdict =
  /** `origin` is whom the answer must be released to with CORS headers, if anybody. */
  | { readonly allowed: true; readonly origin: string | null }
  /** `asks`: an extension whose origin a person may let in. */
  | { readonly allowed: false; readonly status: 400 | 403; readonly message: string; readonly asks?: string };

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** ActivityWatch's extension in Chrome's store; in Firefox an extension's address is random. */
const WATCHER_EXTENSION =
  /^(?:chrome-extension:\/\/nglaklhklhcoonedhgnpgddginnjdadi|moz-extension:\/\/[0-9a-f-]{1,64})$/i;

const INFO = /^\/api\/0\/info\/?$/;
/** An escaped slash would be part of the bucket's id, which no watcher's has. */
const WEB_WATCHER = /^\/api\/0\/buckets\/aw-watcher-web-(?:(?!%2f)[^/])+(?:\/heartbeat)?\/?$/i;

const ALLOWED: Verdict = { allowed: true, origin: null };

export function isLoopbackHost(host: string | undefined, port: number): boolean {
  if (host === undefined) return false;
  const lower = host.toLowerCase();
  return LOOPBACK_NAMES.some((name) => lower === name || lower === `${name}:${port}`);
}

export function isOwnOrigin(origin: string, port: number): boolean {
  return LOOPBACK_NAMES.some(
    (name) => origin === `http://${name}:${port}` || (port === 80 && origin === `http://${name}`),
  );
}

/** What the browser watcher does: ask who is there, create its bucket, send its heartbeats. */
export function isWatcherRequest(method: string, url: string): boolean {
  const [path = ''] = url.split('?', 1);
  if (method === 'GET' || method === 'HEAD') return INFO.test(path);
  return method === 'POST' && WEB_WATCHER.test(path);
}

/** `method` is the one that a preflight asks for, not OPTIONS. */
export function judge(head: Head, port: number, letIn: LetIn): Verdict {
  const { method, url, host, origin, fetchSite } = head;
  if (!isLoopbackHost(host, port)) {
    return {
      allowed: false,
      status: 400,
      message:
        host === undefined
          ? 'The Host header is missing.'
          : `The Host header is not that of this server: use http://127.0.0.1:${port}.`,
    };
  }
  if (origin !== undefined) {
    if (isOwnOrigin(origin, port)) return { allowed: true, origin };
    if (WATCHER_EXTENSION.test(origin) && isWatcherRequest(method, url)) return { allowed: true, origin };
    if (EXTENSION_ORIGIN.test(origin)) {
      if (letIn.includes(origin)) return { allowed: true, origin };
      return {
        allowed: false,
        status: 403,
        message: "This extension may not do that yet. Let it in in Daytrail's window: Preferences, Access.",
        asks: origin,
      };
    }
    return { allowed: false, status: 403, message: 'This origin may not use Daytrail.' };
  }
  if ((fetchSite === 'cross-site' || fetchSite === 'same-site') && url !== '/' && !isWatcherRequest(method, url)) {
    return { allowed: false, status: 403, message: 'Pages of other sites may not use Daytrail.' };
  }
  if (letIn.none && isReadByExtension(head) && url !== '/' && !isWatcherRequest(method, url)) {
    return {
      allowed: false,
      status: 403,
      message:
        'An extension may not read that before one is let in. It can ask by sending anything that is not a read.',
    };
  }
  return ALLOWED;
}

/** Browsers' own words, which no script can write. Writes have an Origin. */
function isReadByExtension({ method, fetchSite, fetchMode }: Head): boolean {
  const isRead = method === 'GET' || method === 'HEAD';
  return (
    isRead &&
    (fetchSite === 'none' || fetchSite === 'same-origin') &&
    fetchMode !== undefined &&
    fetchMode !== 'navigate'
  );
}
