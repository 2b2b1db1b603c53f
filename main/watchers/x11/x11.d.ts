/** What Daytrail uses of the package `x11`, which brings no types (its docs/: core-requests.md, core-events.md, ext/screen-saver.md). */
declare module 'x11' {
  import type { EventEmitter } from 'node:events';
  import type { Duplex } from 'node:stream';

  type Callback<T> = (error: Error | null | undefined, value: T) => void;

  export interface Display {
    readonly client: XClient;
    readonly screen: readonly { readonly root: number }[];
  }

  export interface Property {
    /** An atom; 0: the window has no such property. */
    readonly type: number;
    /** Bits an element: 8, 16 or 32. */
    readonly format: number;
    readonly data: Buffer;
  }

  export interface XEvent {
    readonly name: string;
    readonly wid: number;
    /** Of a PropertyNotify. */
    readonly atom?: number;
  }

  export interface ScreenSaver {
    /** `idle` in ms. */
    QueryInfo(drawable: number, callback: Callback<{ readonly idle: number }>): void;
  }

  /** Emits `event` (XEvent), `error` (also for requests that fail and have no callback) and `end`. */
  export interface XClient extends EventEmitter {
    readonly stream: Duplex;
    /** The numbers of the atoms that are known, by their names. */
    atoms: Readonly<Record<string, number>>;
    InternAtom(onlyIfExists: boolean, name: string, callback: Callback<number>): void;
    GetProperty(
      remove: 0,
      window: number,
      property: number,
      type: number,
      offset: number,
      length: number,
      callback: Callback<Property>,
    ): void;
    ChangeWindowAttributes(window: number, attributes: { readonly eventMask: number }): void;
    require(extension: 'screen-saver', callback: Callback<ScreenSaver>): void;
    terminate(): void;
  }

  export interface ClientOptions {
    readonly display: string;
    readonly disableBigRequests: true;
    /** Without shared memory, for which it would reach into Node's internals. */
    readonly shm: false;
  }

  const x11: {
    createClient(options: ClientOptions, ready: (error: Error | undefined, display: Display) => void): XClient;
    readonly eventMask: { readonly PropertyChange: number; readonly StructureNotify: number };
  };
  export default x11;
}
