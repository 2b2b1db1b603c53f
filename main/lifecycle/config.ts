/**
 * The configuration: one file of JSON in the data folder, owned by the main thread. What it can say is in
 * config-schema.ts.
 *
 * - It is read at start, whenever `reload` is asked for, and before each change, so that what a person wrote in the
 *   meantime is never lost. A file that cannot be understood is left alone: what was understood last goes on to hold.
 * - Written whole, on the disk before it takes the old one's place, and for its owner's eyes alone, as it may hold a key.
 */
import {
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { StoreError } from '../store/store-error.ts';
import { type Config, type ConfigChanges, DEFAULTS, readConfig, withChanges } from './config-schema.ts';
import type { Log } from './log.ts';
import { messageOf } from './message-of.ts';

export type { Config, ConfigChanges };

export interface ConfigFileOptions {
  /** Null: nothing is read or written, and changes last as long as this object. */
  readonly file: string | null;
  readonly log: Log;
}

export class ConfigFile {
  readonly #file: string | null;
  readonly #log: Log;
  readonly #listeners = new Set<() => void>();
  #current: Config = DEFAULTS;
  #understood = false;
  #problem: string | null = null;
  #ignored: readonly string[] = [];
  #told = '';

  constructor({ file, log }: ConfigFileOptions) {
    this.#file = file;
    this.#log = log;
    this.reload();
  }

  /** What holds now: what was understood last, or the defaults. */
  get current(): Config {
    return this.#current;
  }

  /** False where the file could not be understood from the start, so that nobody knows what it wants closed. */
  get understood(): boolean {
    return this.#understood;
  }

  /** Why the file cannot be used as it is, and what to do; null: it can. */
  get problem(): string | null {
    return this.#problem;
  }

  /** What a person should know of it. */
  get notices(): readonly string[] {
    const ignored = this.#ignored.map((key) => `'${key}' in ${this.#file} makes no sense; it counts as not set.`);
    return this.#problem === null ? ignored : [this.#problem, ...ignored];
  }

  /** After anything here changed. Gives the way to unsubscribe. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Takes what the file says now. */
  reload(): void {
    try {
      this.#adopt(this.#read());
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#problem = error.message;
    }
    this.#tell();
  }

  /**
   * Sets what is named and leaves the rest of the file, known or not, as it is; on disk when it returns. StoreError
   * `invalid` where the file cannot be understood, `unwritable` where it cannot be written; nothing changes then.
   */
  change(changes: ConfigChanges): void {
    const document = withChanges(this.#read(), changes);
    readable(this.#file, document);
    if (this.#file !== null) write(this.#file, `${JSON.stringify(document, null, 2)}\n`);
    this.#adopt(document);
    this.#tell();
  }

  /** The file's JSON. StoreError `invalid` where it is none, or not a configuration. */
  #read(): object {
    if (this.#file === null) return this.#current;
    let text: string;
    try {
      text = readFileSync(this.#file, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
      throw unusable(this.#file, 'it cannot be read');
    }
    let document: object;
    try {
      // Windows' editors may put a mark before the text, which JSON does not have.
      document = JSON.parse(text.replace(/^\uFEFF/, ''));
    } catch {
      throw unusable(this.#file, 'it is not JSON');
    }
    readable(this.#file, document);
    return document;
  }

  #adopt(document: object): void {
    const { config, ignored } = readable(this.#file, document);
    this.#current = config;
    this.#ignored = ignored;
    this.#understood = true;
    this.#problem = null;
  }

  #tell(): void {
    const state = JSON.stringify([this.#current, this.#understood, this.notices]);
    if (state === this.#told) return;
    this.#told = state;
    for (const notice of this.notices) this.#log.warn(notice);
    for (const listener of this.#listeners) listener();
  }
}

function readable(file: string | null, document: object): ReturnType<typeof readConfig> {
  try {
    return readConfig(document);
  } catch (error) {
    throw unusable(file, messageOf(error));
  }
}

const unusable = (file: string | null, why: string): StoreError =>
  new StoreError('invalid', `The configuration cannot be used: ${why} (${file}). Put that right, or remove the file.`);

function write(file: string, text: string): void {
  try {
    // A file that is kept elsewhere and only linked here stays linked.
    const target = realPath(file);
    const fresh = `${target}.new`;
    const handle = openSync(fresh, 'w', 0o600);
    try {
      fchmodSync(handle, 0o600);
      writeFileSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(fresh, target);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new StoreError(
      'unwritable',
      `The configuration ${file} cannot be written (${reason}), so nothing was changed. Make the file and its folder ` +
        'writable, and try again.',
      { cause: error },
    );
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
