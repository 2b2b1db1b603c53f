/**
 * daytrail://app, the address the window is served from: the files of out/renderer and nothing else, read-only, with a
 * content security policy on every answer. An own scheme has an origin that no web page and no file can claim.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Protocol } from 'electron';

const SCHEME = 'daytrail';
const HOST = 'app';
export const WINDOW_URL = `${SCHEME}://${HOST}/`;

/** Only what the window brings along itself, and no connection anywhere: it speaks through the preload. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** To be called once, before `ready`. */
export function declareScheme(protocol: Protocol): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges }]);
}

/** After `ready`. `root` is the one folder that is served. */
export function serveWindow(protocol: Protocol, root: string): void {
  protocol.handle(SCHEME, (request) => answer(request, root));
}

/** Whether an address is the window's own. Compared by parts: an own scheme's `URL.origin` is the word "null". */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${SCHEME}:` && url.host === HOST && url.username === '' && url.password === '';
}

/** A path without a file extension that is no file is a view of the window: it gets index.html. */
export async function answer(
  request: { readonly url: string; readonly method: string },
  root: string,
): Promise<Response> {
  if (!isOwnAddress(request.url)) return failure(403, 'This is not an address of Daytrail.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return failure(405, 'Files can only be read.');
  const file = fileOf(new URL(request.url).pathname, root);
  if (file === null) return failure(400, 'This is not the address of a file.');

  const content =
    (await contentOf(file)) ?? (path.extname(file) === '' ? await contentOf(path.join(root, 'index.html')) : null);
  if (content === null)
    return failure(404, 'This part of Daytrail is missing. Installing Daytrail again brings it back.');
  return new Response(request.method === 'HEAD' ? null : content.bytes, { headers: headers(content.type) });
}

/** Null where the path leads out of `root` or is none. */
function fileOf(pathname: string, root: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (decoded.includes('\0')) return null;
  const file = path.join(root, decoded);
  const inside = path.relative(root, file);
  if (inside === '..' || inside.startsWith(`..${path.sep}`) || path.isAbsolute(inside)) return null;
  return file;
}

async function contentOf(file: string): Promise<{ bytes: Buffer<ArrayBuffer>; type: string } | null> {
  const type = CONTENT_TYPES[path.extname(file)];
  if (type === undefined) return null;
  try {
    return { bytes: await readFile(file), type };
  } catch {
    return null;
  }
}

function failure(status: number, message: string): Response {
  return new Response(message, { status, headers: headers('text/plain; charset=utf-8') });
}

function headers(type: string): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  };
}
