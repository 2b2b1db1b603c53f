/**
 * Receives files as a request's body, of any size: JSON, or a form with one or more of them (multipart/form-data, which
 * ActivityWatch's window and curl send). They go to the disk as they come. Where that fails, the rest of the request is read
 * and thrown away, so that its sender gets to see the answer.
 */
import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { tooLarge } from './body.ts';
import { HttpError, invalid } from './http-error.ts';
import { isJsonType } from './json-body.ts';

const FORM = /^\s*multipart\/form-data\s*;/i;
const MAX_FILES = 100;

/** The files' paths, in the order in which they came. An HttpError where the request is not fit for it. */
export async function receiveFiles(
  request: IncomingMessage,
  folder: string,
  limit: number,
): Promise<readonly string[]> {
  const type = request.headers['content-type'];
  if (type !== undefined && FORM.test(type)) return receiveForm(request, type, folder, limit);
  if (!isJsonType(type)) {
    throw new HttpError(415, 'The body must be JSON, or a form with files (multipart/form-data).');
  }
  const { path, file } = newFile(folder, 0);
  await pour(request, file, limit);
  return [path];
}

async function receiveForm(
  request: IncomingMessage,
  type: string,
  folder: string,
  limit: number,
): Promise<readonly string[]> {
  const paths: string[] = [];
  const written: Promise<void>[] = [];
  const form = openForm(type);
  form.on('file', (_field, part) => {
    const { path, file } = newFile(folder, paths.length);
    paths.push(path);
    part.once('error', (error) => file.destroy(error));
    written.push(save(part, file));
  });
  let tooMany = false;
  form.on('partsLimit', () => {
    tooMany = true;
  });
  try {
    await pour(request, form, limit);
  } catch (error) {
    throw error instanceof HttpError ? error : invalid('The form is not complete, or not a valid one.');
  } finally {
    await Promise.allSettled(written);
  }
  await Promise.all(written);
  if (tooMany) throw invalid(`The form has more than ${MAX_FILES} parts.`);
  if (paths.length === 0) throw invalid('The form has no file in it.');
  return paths;
}

function openForm(type: string) {
  try {
    return new Busboy({
      headers: { 'content-type': type },
      // Some send a file as a plain field.
      isPartAFile: () => true,
      limits: { parts: MAX_FILES },
    });
  } catch {
    throw invalid('The form names no boundary between its parts.');
  }
}

function newFile(folder: string, number: number): { path: string; file: Writable } {
  const path = join(folder, `${number}.json`);
  return { path, file: createWriteStream(path, { flags: 'wx', mode: 0o600 }) };
}

/** A part that cannot be saved is read to its end all the same, or the form would wait for it. */
async function save(part: Readable, file: Writable): Promise<void> {
  part.pipe(file);
  try {
    await finished(file);
  } catch (error) {
    part.unpipe(file);
    part.resume();
    throw asAnswer(error);
  }
}

/** `pipe`, because pipeline would cut the connection where `sink` fails. */
async function pour(request: IncomingMessage, sink: Writable, limit: number): Promise<void> {
  let length = 0;
  const count = (chunk: Buffer) => {
    length += chunk.length;
    if (length > limit) sink.destroy(tooLarge(limit));
  };
  const closed = () => {
    if (!request.complete) sink.destroy(invalid('The request broke off.'));
  };
  request.on('data', count);
  request.once('close', closed);
  request.pipe(sink);
  try {
    await finished(sink);
  } catch (error) {
    throw asAnswer(error);
  } finally {
    request.unpipe(sink);
    request.off('data', count);
    request.off('close', closed);
    request.resume();
  }
}

function asAnswer(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^E[A-Z]+$/.test(code)) return error;
  return new HttpError(507, `What is to be imported could not be kept on the disk (${code}). Nothing was imported.`);
}
