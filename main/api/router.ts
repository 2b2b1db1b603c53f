/**
 * From a request's method and path to the route that takes it. The paths are few and short: they are compared segment by
 * segment, in the table's order.
 */
import { HttpError, invalid } from './http-error.ts';
import type { Route } from './route.ts';
import { BASE, routes } from './routes/index.ts';

export interface Match {
  readonly route: Route;
  /** By name, with escapes resolved. */
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly route: Route;
  readonly segments: readonly string[];
}

const PATTERNS: readonly Pattern[] = routes.map((route) => ({ route, segments: route.path.slice(1).split('/') }));

/**
 * `path` with or without a slash at its end; HEAD counts as GET. Throws 404 where nothing has the path, 405 where nothing
 * has it with this method, and 400 where its escapes are broken.
 */
export function findRoute(method: string, path: string): Match {
  const segments = segmentsOf(path);
  const wanted = method === 'HEAD' ? 'GET' : method;
  for (const { route, segments: pattern } of PATTERNS) {
    if (route.method === wanted && matches(pattern, segments)) return { route, params: readParams(pattern, segments) };
  }
  const methods = PATTERNS.filter(({ segments: pattern }) => matches(pattern, segments)).map(
    ({ route }) => route.method,
  );
  if (methods.length === 0) throw new HttpError(404, 'There is nothing at this address.');
  const allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'].join(', ');
  throw notPossible(method, allow);
}

/** `allow`: the methods that are. */
export function notPossible(method: string | undefined, allow: string): HttpError {
  return new HttpError(405, `${method} is not possible here.`, { headers: { Allow: allow } });
}

/** What comes after the base; empty for every path outside it. */
function segmentsOf(path: string): readonly string[] {
  if (!path.startsWith(`${BASE}/`)) return [];
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(BASE.length + 1, end).split('/');
}

function matches(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false;
  for (let at = 0; at < pattern.length; at++) {
    const part = pattern[at] as string;
    if (part.charCodeAt(0) === 0x3a /* : */ ? segments[at] === '' : part !== segments[at]) return false;
  }
  return true;
}

function readParams(pattern: readonly string[], segments: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (let at = 0; at < pattern.length; at++) {
    const part = pattern[at] as string;
    if (part.charCodeAt(0) === 0x3a) params[part.slice(1)] = decode(segments[at] as string);
  }
  return params;
}

function decode(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw invalid('The address has a % that is no valid UTF-8 escape.');
  }
}
