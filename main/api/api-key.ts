/**
 * An optional key for the API: with one, every request needs `Authorization: Bearer KEY`, except those by which programs
 * find the server (info, the greeting) and preflights, which browsers send without it. Nothing else is open, however its
 * address is spelled: what is exempt is listed as it stands in the request line, before anything is decoded.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError } from '../store/store-error.ts';
import { HttpError } from './http-error.ts';

const OPEN = new Set(['/', '/api/0/info', '/api/0/info/']);

/** What a header can carry in one word. */
const config = z.object({
  apiKey: z
    .string()
    .regex(/^[!-~]+$/)
    .nullish(),
});

/**
 * `apiKey` of `config.json` in the data folder; null: none is set. A file that cannot be understood is `invalid`: to go on
 * without the key would open what somebody meant to close.
 */
export function readApiKey(dataDir: string | null): string | null {
  if (dataDir === null) return null;
  const file = join(dataDir, 'config.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw unusable(file, 'it cannot be read');
  }
  try {
    return config.parse(JSON.parse(text)).apiKey ?? null;
  } catch {
    throw unusable(file, "it is not JSON with an 'apiKey' of ASCII letters, digits and signs");
  }
}

/** An HttpError 401 where the request needs the key and does not have it. `url` as in the request line. */
export function checkKey(key: string | null, method: string, url: string, authorization: string | undefined): void {
  if (key === null || method === 'OPTIONS') return;
  const [path = ''] = url.split('?', 1);
  if ((method === 'GET' || method === 'HEAD') && OPEN.has(path)) return;
  const [, given] = /^bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (given !== undefined && timingSafeEqual(digest(given), digest(key))) return;
  throw new HttpError(401, 'The API key is missing or wrong. Send it with the header Authorization: Bearer KEY.', {
    headers: { 'WWW-Authenticate': 'Bearer' },
  });
}

/** Of equal length whatever the text, so that comparing tells nothing of it. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

function unusable(file: string, why: string): StoreError {
  return new StoreError('invalid', `The API is not served: ${why} (${file}). Put that right, or remove the file.`);
}
