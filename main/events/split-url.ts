/**
 * The parts of an event's address: ActivityWatch's `split_url_events`, as aw-server-rust names them.
 */
import type { JsonObject } from './event.ts';
import { type QueryEvent, withData } from './query-event.ts';

/**
 * Adds `$protocol`, `$domain`, `$path` and `$params` (what follows the question mark) where `url` is an address. The domain
 * is without `www.` and without the port; an address without a host has its protocol for one (`about:blank`: `about`).
 */
export const splitUrls = (events: readonly QueryEvent[]): QueryEvent[] => withData(events, withUrlParts);

/** The same of one event's data. */
export const withUrlParts = (data: JsonObject): JsonObject => ({ ...data, ...partsOf(data) });

/**
 * A plain address up to its host: nothing after a host changes it. What may follow one otherwise (a port, a backslash, what
 * turns it into a user) is read in full.
 */
const PLAIN_HOST = /^https?:\/\/((?:[a-z0-9_-]+\.)*[a-z][a-z_-]*)(?=[/?#]|$)/;

/** `$domain` alone; null where there is none to tell. */
export function domainOf(data: JsonObject): string | null {
  const host = typeof data.url === 'string' ? PLAIN_HOST.exec(data.url)?.[1] : undefined;
  if (host !== undefined && !host.includes(ENCODED)) return withoutWww(host);
  const { $domain } = partsOf(data);
  return typeof $domain === 'string' ? $domain : null;
}

function partsOf({ url }: JsonObject): JsonObject {
  if (typeof url !== 'string') return {};
  return plainParts(url) ?? partsInFull(url);
}

/**
 * An address of the web that stands as it is read: its host without capitals, user, port or anything encoded and not made
 * of numbers, no characters that would be encoded, and no segments of dots. So are nearly all, and reading one in full
 * takes ten times as long.
 */
const PLAIN =
  /^(https?):\/\/((?:[a-z0-9_-]+\.)*[a-z][a-z_-]*)((?:\/[\w~!$&'()*+,;=:@-][\w~!$&'()*+,;=:@.-]*)*\/?)(?:\?([\w~!$&()*+,;=:@./?%-]*))?(?:#.*)?$/s;
const ENCODED = 'xn--';

function plainParts(url: string): JsonObject | null {
  const [, $protocol = '', host = '', path = '', $params = ''] = PLAIN.exec(url) ?? [];
  if (host === '' || host.includes(ENCODED)) return null;
  return { $protocol, $domain: withoutWww(host), $path: path === '' ? '/' : path, $params };
}

function partsInFull(url: string): JsonObject {
  if (!URL.canParse(url)) return {};
  const { protocol, hostname, pathname, search } = new URL(url);
  const scheme = protocol.slice(0, -1);
  return {
    $protocol: scheme,
    $domain: hostname === '' ? scheme : withoutWww(hostname),
    $path: pathname,
    $params: search.slice(1),
  };
}

const withoutWww = (host: string): string => host.replace(/^(?:www\.)+/, '');
