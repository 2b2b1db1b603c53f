/**
 * The bridge over Electron's IPC. Answers nobody but the main frame of Daytrail's own window, showing Daytrail's own
 * page; pushes go to that window while it is there. What is pushed without a window is not kept: a window asks for
 * what it shows when it opens.
 */
import { CHANNEL_PREFIX, CHANNELS } from '../../preload/contract/channels.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Log } from '../lifecycle/log.ts';
import type { Bridge } from './bridge.ts';
import { WindowReads } from './window-reads.ts';

/** The parts of Electron's types that are needed here, so that tests need no Electron. */
export interface IpcMainLike {
  handle(channel: string, listener: (event: CallEvent, ...args: unknown[]) => Promise<Result<unknown>>): void;
  removeHandler(channel: string): void;
}

export interface CallEvent {
  readonly sender: { readonly id: number };
  /** Null where the frame is gone or has moved on to another page. */
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

export interface WindowContents {
  readonly id: number;
  isDestroyed(): boolean;
  send(channel: string, payload: unknown): void;
}

export interface ElectronTransportOptions {
  readonly bridge: Bridge;
  readonly ipcMain: IpcMainLike;
  /** The web contents of Daytrail's window; null while there is none. */
  readonly contents: () => WindowContents | null;
  /** Whether an address is Daytrail's own page. */
  readonly isOwnAddress: (address: string) => boolean;
  readonly log: Log;
}

/** Returns what takes the handlers away again. */
export function connectElectron({
  bridge,
  ipcMain,
  contents,
  isOwnAddress,
  log,
}: ElectronTransportOptions): () => void {
  const isTrusted = ({ sender, senderFrame }: CallEvent): boolean =>
    sender.id === contents()?.id &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isOwnAddress(senderFrame.url);

  // There is one window at a time.
  const reads = new WindowReads();
  for (const channel of CHANNELS) {
    ipcMain.handle(CHANNEL_PREFIX + channel, async (event, ...args) => {
      if (isTrusted(event)) return bridge.call(channel, args, reads);
      log.warn(`refused ${channel}: it did not come from Daytrail's own page`);
      return { ok: false, error: { kind: 'forbidden', message: "Only Daytrail's own page may ask this." } };
    });
  }
  const unsubscribe = bridge.onPush((push, payload) => {
    const target = contents();
    if (target === null || target.isDestroyed()) return;
    target.send(CHANNEL_PREFIX + push, payload);
  });

  return () => {
    unsubscribe();
    reads.end();
    for (const channel of CHANNELS) ipcMain.removeHandler(CHANNEL_PREFIX + channel);
  };
}
