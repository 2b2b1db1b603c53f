/**
 * The body of a request as JSON, safe to hand on: bounded in depth before anything recursive sees it, and without keys
 * that mean something to JavaScript objects.
 */
import { isUtf8 } from 'node:buffer';
import { messageOf } from '../lifecycle/message-of.ts';
import { HttpError, invalid } from './http-error.ts';

/** Arrays and objects inside one another. What ActivityWatch's programs send is below 10. */
export const MAX_DEPTH = 64;

/** No type at all is taken for JSON, as are application/json, text/json and application/…+json, whatever their parameters. */
const JSON_TYPE = /^\s*(?:application|text)\/(?:[\w.-]+\+)?json\s*(?:;|$)/i;

export function parseJsonBody(contentType: string | undefined, body: unknown): unknown {
  if (!isJsonType(contentType)) {
    throw new HttpError(415, 'The body must be JSON. Send it with the header Content-Type: application/json.');
  }
  if (!Buffer.isBuffer(body) || body.length === 0) throw invalid('The body is missing. It must be JSON.');
  if (!isUtf8(body)) throw invalid('The body is not valid UTF-8.');
  if (isTooDeep(body)) throw invalid(`The body is nested more than ${MAX_DEPTH} levels deep.`);
  const text = body.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw invalid(`The body is not valid JSON: ${messageOf(error)}`);
  }
  // The key can only come from one of these two spellings, so the walk is left out for nearly every body.
  if (text.includes('__proto__') || text.includes('\\u00')) refuseProto(value);
  return value;
}

export function isJsonType(contentType: string | undefined): boolean {
  return contentType === undefined || contentType === 'application/json' || JSON_TYPE.test(contentType);
}

/** Looked at before parsing, because a parser that follows 64 MB of brackets takes gigabytes. */
function isTooDeep(body: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at];
    if (inString) {
      if (byte === 0x5c /* \ */) at++;
      else if (byte === 0x22 /* " */) inString = false;
    } else if (byte === 0x22) {
      inString = true;
    } else if (byte === 0x7b /* { */ || byte === 0x5b /* [ */) {
      if (++depth > MAX_DEPTH) return true;
    } else if (byte === 0x7d /* } */ || byte === 0x5d /* ] */) {
      depth--;
    }
  }
  return false;
}

/**
 * JSON.parse makes `__proto__` an ordinary key, but the first assignment that copies it changes the copy's prototype.
 * Nobody records such a key, so it is refused once, here.
 */
export function refuseProto(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  if (Object.hasOwn(value, '__proto__')) throw invalid("The key '__proto__' is not accepted.");
  for (const inner of Object.values(value)) refuseProto(inner);
}
