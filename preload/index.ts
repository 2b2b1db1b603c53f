/**
 * What the window may do, as one object with named methods: window.daytrail. Nothing here takes a channel's name from
 * the page, and listeners get the payload alone, never Electron's event.
 *
 * A failed call rejects with the plain Failure: contextBridge copies errors by their message only and would drop the
 * kind, but plain objects whole. renderer/bridge makes DaytrailErrors of them.
 */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import { CHANNEL_PREFIX } from './contract/channels.ts';
import { type Call, daytrailOver, type Subscribe } from './contract/methods.ts';
import type { Result } from './contract/result.ts';
import type { Answer, Payload } from './contract/schemas.ts';

const call: Call = async (channel, args) => {
  const result: Result<Answer<typeof channel>> = await ipcRenderer.invoke(CHANNEL_PREFIX + channel, ...args);
  if (!result.ok) throw result.error;
  return result.value;
};

const subscribe: Subscribe = (push, listener) => {
  const receive = (_event: IpcRendererEvent, payload: Payload<typeof push>) => listener(payload);
  ipcRenderer.on(CHANNEL_PREFIX + push, receive);
  return () => {
    ipcRenderer.off(CHANNEL_PREFIX + push, receive);
  };
};

contextBridge.exposeInMainWorld('daytrail', daytrailOver(call, subscribe));
