/**
 * The parts of an event's address: ActivityWatch's `split_url_events`, as aw-server-rust names them.
 */
import type { JsonObject } from './event.ts';
import { type QueryEvent, withData } from './query-event.ts';

/**
 * Adds `$protocol`, `$domain`, `$path` and `$params` (what follows the question mark) where `url` is an address. The domain
 * is without `www.` and without the port; an address without a host has its protocol for one (`about:blank`: `about`).
 */
export function splitUrls(events: readonly QueryEvent[]): QueryEvent[] {
  return withData(events, (data) => ({ ...data, ...partsOf(data) }));
}

/**
 * An address of the web whose host is written as it is read: no capitals, no user, no port, nothing encoded, not made of
 * numbers. So are nearly all, and reading an address in full takes long.
 */
const PLAIN_HOST = /^https?:\/\/((?:[a-z0-9_-]+\.)*[a-z][a-z_-]*)(?:[/?#]|$)/;
const ENCODED = 'xn--';

/** `$domain` alone; null where there is none to tell. */
export function domainOf(data: JsonObject): string | null {
  const plain = typeof data.url === 'string' ? PLAIN_HOST.exec(data.url)?.[1] : undefined;
  if (plain !== undefined && !plain.includes(ENCODED)) return withoutWww(plain);
  const { $domain } = partsOf(data);
  return typeof $domain === 'string' ? $domain : null;
}

function partsOf({ url }: JsonObject): JsonObject {
  if (typeof url !== 'string' || !URL.canParse(url)) return {};
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
