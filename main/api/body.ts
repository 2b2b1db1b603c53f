/**
 * Collects a request's body, up to a limit. What is larger is read to its end and thrown away before it is refused, since
 * most clients look at an answer only after they have sent everything; there is a limit to that, too.
 */
import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

const THROWN_AWAY_AT_MOST = 256 * 1024 * 1024;

/** Calls back once, with null for a body above `limit` bytes; not at all where the client went away. */
export function collectBody(request: IncomingMessage, limit: number, done: (body: Buffer | null) => void): void {
  let chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= limit) {
      chunks.push(chunk);
      return;
    }
    chunks = [];
    if (length <= THROWN_AWAY_AT_MOST) return;
    request.removeAllListeners('data').removeAllListeners('end').pause();
    done(null);
  });
  request.on('end', () => {
    if (length > limit) return done(null);
    const [first] = chunks;
    done(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks, length));
  });
}

/** The connection ends with it: there may be more of the body on the way. */
export function tooLarge(limit: number): HttpError {
  const message = `The body is too large: at most ${limit / 1024 / 1024} MiB are taken here.`;
  return new HttpError(413, message, { headers: { Connection: 'close' } });
}
