/**
 * Answers with a body that comes in pieces: the next is asked for when the connection has room, so that neither a large
 * answer nor a slow client costs memory.
 */
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * The first piece is awaited before `begin` writes the head, so that what fails at once (`failed`) is answered like any
 * other failure. What fails later cuts the connection: the client sees that it has not got everything.
 */
export async function streamBody(
  response: ServerResponse,
  pieces: AsyncIterable<Uint8Array>,
  begin: () => void,
  failed: (error: unknown) => void,
): Promise<void> {
  if (response.req.method === 'HEAD') {
    begin();
    response.end();
    return;
  }
  const iterator = pieces[Symbol.asyncIterator]();
  let first: IteratorResult<Uint8Array>;
  try {
    first = await iterator.next();
    begin();
  } catch (error) {
    failed(error);
    return;
  }
  async function* all() {
    try {
      for (let piece = first; piece.done !== true; piece = await iterator.next()) yield piece.value;
    } catch (error) {
      failed(error);
      throw error;
    } finally {
      await iterator.return?.();
    }
  }
  // What is left is a client that went away, which is no failure: the reading has ended with it.
  await pipeline(Readable.from(all(), { highWaterMark: 1 }), response).catch(() => undefined);
}
