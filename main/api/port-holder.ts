/**
 * Who has the port that Daytrail wanted, in words. Everything that speaks ActivityWatch's API says so at /api/0/info.
 */
import { get, type IncomingMessage } from 'node:http';

/** A program on the same machine answers at once, or is not one that we know. */
const PATIENCE = 1000;
const LONGEST = 10_000;

export async function describePortHolder(port: number, patience = PATIENCE): Promise<string> {
  const answer = await ask(port, patience);
  if (answer === null) return 'another program';
  const version = /^[\w.+() -]{1,40}$/.test(answer.version) ? ` ${answer.version}` : '';
  return answer.daytrail ? `another Daytrail${version}` : `an ActivityWatch server${version}`;
}

/** Null for whatever does not answer as an ActivityWatch server does. */
async function ask(port: number, patience: number): Promise<{ daytrail: boolean; version: string } | null> {
  try {
    const response = await respond(port, patience);
    let text = '';
    response.setEncoding('utf8');
    for await (const chunk of response) {
      text += chunk;
      if (text.length > LONGEST) return null;
    }
    const info: unknown = JSON.parse(text);
    if (typeof info !== 'object' || info === null) return null;
    if (!('version' in info) || typeof info.version !== 'string' || !('testing' in info)) return null;
    return { daytrail: response.headers.server === 'Daytrail', version: info.version };
  } catch {
    return null;
  }
}

function respond(port: number, patience: number): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    // The signal also ends an answer that never ends.
    const request = get({
      host: '127.0.0.1',
      port,
      path: '/api/0/info',
      agent: false,
      signal: AbortSignal.timeout(patience),
    });
    request.once('response', resolve);
    request.once('error', reject);
  });
}
