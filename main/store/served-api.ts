/** The HTTP API as the store thread serves it: made when it is first wanted, listening or not, held to the rules that hold. */
import type { Access } from '../api/access.ts';
import type { Api, ApiInfo } from '../api/server.ts';
import type { Log } from '../lifecycle/log.ts';
import { deviceId } from './device-id.ts';
import type { Policy } from './policy.ts';
import type { FromStore, StoreThreadOptions } from './protocol.ts';
import { StoreError, toErrorValue } from './store-error.ts';
import type { StoreOperations } from './store-operations.ts';

/** Loaded only once the file is open: the record comes first. */
export type LoadApi = () => Promise<Pick<typeof import('../api/server.ts'), 'createApi' | 'Access'>>;

export interface ServedApiOptions {
  readonly thread: StoreThreadOptions;
  readonly operations: StoreOperations;
  readonly log: Log;
  post(message: FromStore): void;
  readonly load?: LoadApi | undefined;
}

export class ServedApi {
  readonly #options: ServedApiOptions;
  #rules: Policy['access'];
  #api: Api | null = null;
  #access: Access | null = null;
  #port: number | null = null;
  #attempt: Promise<void> | null = null;

  constructor(options: ServedApiOptions) {
    this.#options = options;
    this.#rules = options.thread.policy.access;
  }

  /** Null: it does not listen. */
  get port(): number | null {
    return this.#port;
  }

  /**
   * Listens on this port; null: it is not to be served. How it goes is posted, and what keeps it from listening is also what
   * this rejects with. Whoever asks while it is being tried waits for the same attempt.
   */
  listen(wanted = this.#options.thread.port): Promise<void> {
    if (wanted === null) return Promise.resolve();
    this.#attempt ??= this.#tryToListen(wanted).finally(() => {
      this.#attempt = null;
    });
    return this.#attempt;
  }

  /** Settles when nothing is being tried any more. */
  async settled(): Promise<void> {
    await this.#attempt?.catch(() => undefined);
  }

  /** From here on these rules hold. Gives whether it was closed for want of such as can be used, and need not be any more. */
  follow(rules: Policy['access']): boolean {
    const wasClosed = 'unusable' in this.#rules;
    this.#rules = rules;
    if ('unusable' in rules) return false;
    this.#access?.change(rules);
    return wasClosed;
  }

  async close(): Promise<void> {
    await this.#api?.close();
    this.#port = null;
  }

  async #tryToListen(wanted: number): Promise<void> {
    const { post } = this.#options;
    post({ kind: 'api', api: { state: 'starting' } });
    try {
      this.#api ??= await this.#create();
      const port = await this.#api.listen(wanted);
      this.#port = port;
      post({ kind: 'api', api: { state: 'listening', address: `http://127.0.0.1:${port}`, port } });
    } catch (error) {
      post({ kind: 'api', api: { state: 'failed', error: toErrorValue(error) } });
      throw error;
    }
  }

  async #create(): Promise<Api> {
    const { thread, operations, log, post, load = () => import('../api/server.ts') } = this.#options;
    const { createApi, Access } = await load();
    const rules = this.#rules;
    if ('unusable' in rules) throw new StoreError('invalid', `The API is not served. ${rules.unusable}`);
    const access = new Access(rules, (extension) => post({ kind: 'asked', extension }));
    this.#access = access;
    const { hostname, version, testing, dataDir } = thread;
    let info: ApiInfo | null = null;
    return createApi({
      operations,
      log,
      importer: operations.importer,
      access,
      info: () => {
        info ??= { hostname, version, testing, device_id: deviceId(dataDir) };
        return info;
      },
    });
  }
}
