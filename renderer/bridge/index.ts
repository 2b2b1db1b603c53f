/**
 * The one way to Daytrail, whichever shell the window runs in: Electron's preload has put an object there, a browser
 * connects by WebSocket to the server the page came from.
 */
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import { daytrailOver } from '../../preload/contract/methods.ts';
import { SOCKET_PATH } from '../../preload/contract/socket.ts';
import { Connection } from './connection.ts';
import { raisingErrors } from './exposed.ts';
import { SocketClient } from './socket-client.ts';
import { takeToken, tokenIn } from './token.ts';

declare global {
  interface Window {
    /** Exposed by the preload; not there in a browser. */
    readonly daytrail?: Daytrail;
  }
}

/** Always `connected` in Electron. */
export const connection = new Connection();

/**
 * Resolves with the first connection. Rejects with a DaytrailError `forbidden` where the page was not opened by the
 * address that Daytrail printed; `connection` says `refused` then. Calls of what it gives reject with a DaytrailError.
 */
export async function connect(): Promise<Daytrail> {
  if (window.daytrail !== undefined) {
    connection.set('connected');
    return raisingErrors(window.daytrail);
  }
  const { location, history, sessionStorage: storage } = window;
  const address = `ws://${location.host}${SOCKET_PATH}`;
  const client = new SocketClient({
    open: () => new WebSocket(address),
    token: takeToken({ location, history, storage }),
    connection,
  });
  // A new address pasted into this tab differs in its fragment alone, which loads nothing by itself.
  window.addEventListener('hashchange', () => {
    if (tokenIn(location.hash) !== null) location.reload();
  });
  await client.whenConnected();
  return daytrailOver(
    (channel, args) => client.call(channel, args),
    (push, listener) => client.subscribe(push, listener),
  );
}

export type { ConnectionState } from './connection.ts';
