/**
 * What the window and the headless shell say to each other over a WebSocket, as JSON text messages. The window speaks
 * first, with the token of the address it was opened by; until then it is told nothing.
 */
import type { Channel, Push } from './channels.ts';
import type { Result } from './result.ts';

export const SOCKET_PATH = '/bridge';

/** Codes a socket is closed with; 4000 to 4999 are free for applications (RFC 6455, 7.4.2). */
export const REFUSED_CODE = 4401;

export type ToBridge =
  | { readonly kind: 'hello'; readonly token: string }
  /** Answered once, in any order. `id` is the window's own. */
  | { readonly kind: 'call'; readonly id: number; readonly channel: Channel; readonly args: readonly unknown[] };

export type FromBridge =
  | { readonly kind: 'welcome' }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  | { readonly kind: 'push'; readonly push: Push; readonly payload: unknown };
