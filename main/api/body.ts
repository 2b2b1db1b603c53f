/**
 * Collects a request's body, up to a limit. What is larger is read to its end and thrown away before it is refused, since
 * most clients look at an answer only after they have sent everything. The time for a whole request bounds that.
 */
import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error.ts';

/** Calls back once, with null for a body above `limit` bytes; not at all where the client went away. */
export function collectBody(request: IncomingMessage, limit: number, done: (body: Buffer | null) => void): void {
  let chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks = [];
  });
  request.on('end', () => {
    const [first] = chunks;
    if (length > limit) done(null);
    else done(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks, length));
  });
}

export function tooLarge(limit: number): HttpError {
  return new HttpError(413, `The body is too large: at most ${limit / 1024 / 1024} MiB are taken here.`);
}
