/**
 * An optional key for the API: with one, every request needs `Authorization: Bearer KEY`, except those by which programs
 * find the server (info, the greeting) and preflights, which browsers send without it. Nothing else is open, however its
 * address is spelled: what is exempt is listed as it stands in the request line, before anything is decoded.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpError } from './http-error.ts';

const OPEN = new Set(['/', '/api/0/info', '/api/0/info/']);

/** Of equal length whatever the text, so that comparing tells nothing of it. */
export type Digest = Buffer;
export const digestOf = (text: string): Digest => createHash('sha256').update(text).digest();

/** An HttpError 401 where the request needs the key and does not have it. `url` as in the request line. */
export function checkKey(key: Digest | null, method: string, url: string, authorization: string | undefined): void {
  if (key === null || method === 'OPTIONS') return;
  const [path = ''] = url.split('?', 1);
  if ((method === 'GET' || method === 'HEAD') && OPEN.has(path)) return;
  const [, given] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (given !== undefined && timingSafeEqual(digestOf(given), key)) return;
  throw new HttpError(401, 'The API key is missing or wrong. Send it with the header Authorization: Bearer KEY.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}
