/**
 * The window's files, as they are served: those of one folder and nothing else, read-only, with a strict policy on every
 * answer. What serves them (an own scheme, HTTP) only translates.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export interface FileAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null for HEAD. */
  readonly body: Buffer<ArrayBuffer> | string | null;
}

export interface FileRequest {
  readonly method: string;
  /** Of the address, still percent-encoded. */
  readonly pathname: string;
  /** The folder that is served. */
  readonly root: string;
  /** Where the page may connect to besides where it came from, as CSP sources. */
  readonly connect?: readonly string[];
}

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

/**
 * What does not end like a file of ours, or lies deeper than the build puts files, is a view of the window, which its own
 * router knows, and gets index.html: the name of a bucket may well look like a file's (`/data/import.json`).
 */
export async function answerFile({ method, pathname, root, connect = [] }: FileRequest): Promise<FileAnswer> {
  const say = (status: number, text: string, more: Record<string, string> = {}): FileAnswer => ({
    status,
    headers: { ...headers('text/plain; charset=utf-8', connect), ...more },
    body: method === 'HEAD' ? null : text,
  });
  if (method !== 'GET' && method !== 'HEAD') return say(405, 'Files can only be read.', { allow: 'GET, HEAD' });
  const file = fileOf(pathname, root);
  if (file === null) return say(400, 'This is not the address of a file.');
  const [folder, ...below] = path.relative(root, file).split(path.sep);
  const isView = CONTENT_TYPES[path.extname(file)] === undefined || (folder !== 'assets' && below.length > 0);
  const content = await contentOf(isView ? path.join(root, 'index.html') : file);
  if (content === null)
    return say(404, 'This part of Daytrail is missing. Building or installing it again brings it back.');
  return { status: 200, headers: headers(content.type, connect), body: method === 'HEAD' ? null : content.bytes };
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

function headers(type: string, connect: readonly string[]): Record<string, string> {
  return {
    'content-type': type,
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      ["connect-src 'self'", ...connect].join(' '),
      "worker-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
