/**
 * Backups as the window asks for them and the schedule makes them: one thing at a time, each in a thread of its own
 * (store/backups), while the store goes on. What a person should know of the last attempt stays until one succeeds.
 *
 * A backup is restored as a copy, checked, put in the place of the record by one rename; the record that was there is kept
 * as a backup of its own kind. A new backup follows, since those of the record before are of another course of things.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup, BackupsState } from '../../preload/contract/backups.ts';
import type { Micros } from '../events/event.ts';
import type { BackupPlace, BackupTask, ListedBackup } from '../store/backups/backup-messages.ts';
import { freeBackupName } from '../store/backups/backup-name.ts';
import { type BackupRun, runBackupThread } from '../store/backups/backup-worker.ts';
import { backupsIn } from '../store/backups/folder.ts';
import { PRIVACY_SETTING } from '../store/privacy.ts';
import { StoreError } from '../store/store-error.ts';
import type { StoreHandle } from '../store/store-handle.ts';
import { type Failed, triedAgainAt } from './backup-times.ts';
import type { Log } from './log.ts';

export interface BackupDoor {
  list(): Promise<Backup[]>;
  state(): BackupsState;
  make(): Promise<Backup>;
  restore(name: string): Promise<void>;
  open(): Promise<{ folder: string; shown: boolean }>;
  /** What a person should know, for the status. */
  readonly notices: readonly string[];
  /** The last attempt's, if it failed. */
  readonly failed: Failed | null;
  /** When the newest backup was made that is not dated later than now; null: there is none. */
  newest(): Micros | null;
  /** After the state or the notices changed. Gives the way to unsubscribe. */
  onChange(listener: () => void): () => void;
  /** Ends what is under way. Resolves once no thread of this has the record open; nothing is begun any more. */
  stop(): Promise<void>;
}

export interface BackupDoorOptions {
  /** Null: the record is in memory, and there are no backups. */
  readonly record: string | null;
  readonly folder: string | null;
  readonly store: Pick<StoreHandle, 'forceCommit' | 'getSetting' | 'reopen'>;
  /** Resolves once the record is open, and this Daytrail has it to itself. */
  readonly ready: Promise<void>;
  readonly log: Log;
  /** Absent: this shell cannot show a folder. */
  readonly showFolder?: ((folder: string) => Promise<void>) | undefined;
  /** The wall clock, µs. */
  readonly now?: () => Micros;
  readonly runThread?: typeof runBackupThread;
}

/** What is left of the disk for the record, in bytes. */
const RESERVE = 64_000_000;

export function createBackupDoor(options: BackupDoorOptions): BackupDoor {
  const { record, folder } = options;
  return record === null || folder === null ? withoutBackups() : new FileBackups(options, { record, folder });
}

class FileBackups implements BackupDoor {
  readonly #options: BackupDoorOptions;
  readonly #place: BackupPlace;
  readonly #log: Log;
  readonly #now: () => Micros;
  readonly #listeners = new Set<() => void>();
  #turn: Promise<unknown> = Promise.resolve();
  #run: BackupRun<BackupTask['kind']> | null = null;
  #stopped = false;
  #doing: BackupsState['doing'] = 'nothing';
  #failure: (Failed & { readonly message: string }) | null = null;
  #known: readonly ListedBackup[] = [];

  constructor(options: BackupDoorOptions, place: BackupPlace) {
    this.#options = options;
    this.#place = place;
    this.#log = options.log;
    this.#now = options.now ?? (() => Date.now() * 1000);
  }

  get failed(): Failed | null {
    return this.#failure;
  }

  get notices(): readonly string[] {
    if (this.#failure === null) return [];
    return [`The last backup failed: ${this.#failure.message} It is tried again by itself.`];
  }

  state(): BackupsState {
    const failure = this.#failure;
    if (failure === null) return { doing: this.#doing, problem: null };
    const { message, at } = failure;
    return { doing: this.#doing, problem: { message, at, again: triedAgainAt(failure) } };
  }

  newest(): Micros | null {
    const now = this.#now();
    try {
      const found = backupsIn(this.#place.folder).find(({ kind, made }) => kind === 'backup' && made <= now);
      return found?.made ?? null;
    } catch {
      // The attempt that follows says what is wrong with the folder.
      return null;
    }
  }

  list(): Promise<Backup[]> {
    return this.#inTurn('nothing', () => this.#list());
  }

  make(): Promise<Backup> {
    return this.#inTurn('making', () => this.#make(true));
  }

  async restore(name: string): Promise<void> {
    await this.#inTurn('restoring', () => this.#restore(name));
    // While somebody looks for the right one, none goes. What fails is told as ever.
    this.#inTurn('making', () => this.#make(false)).catch(() => undefined);
  }

  async open(): Promise<{ folder: string; shown: boolean }> {
    const { showFolder } = this.#options;
    const { folder } = this.#place;
    await showFolder?.(folder);
    return { folder, shown: showFolder !== undefined };
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#listeners.clear();
    this.#run?.stop();
    await this.#run?.released;
  }

  async #list(): Promise<Backup[]> {
    this.#known = await this.#inThread({ kind: 'list', known: this.#known });
    return this.#known.map(told);
  }

  async #make(rotate: boolean): Promise<Backup> {
    try {
      await this.#options.store.forceCommit();
      const made = await this.#inThread({ kind: 'make', now: this.#now(), reserve: RESERVE, rotate });
      this.#failure = null;
      this.#log.info(`The backup ${made.name} was made.`);
      return told(made);
    } catch (error) {
      if (!this.#stopped) this.#fail(error);
      throw error;
    }
  }

  #fail(error: unknown): void {
    const isExpected = error instanceof StoreError && error.kind !== 'internal';
    const message = isExpected ? error.message : "Something went wrong; Daytrail's log says what.";
    this.#failure = { message, at: this.#now(), times: (this.#failure?.times ?? 0) + 1 };
    this.#log.error(`No backup could be made: ${error instanceof Error && !isExpected ? error.stack : message}`);
  }

  async #restore(name: string): Promise<void> {
    const { store } = this.#options;
    const { folder } = this.#place;
    const rules = await store.getSetting(PRIVACY_SETTING);
    const privacy = rules === null ? null : JSON.stringify(rules);
    const put = await this.#inThread({ kind: 'stage', name, privacy, now: this.#now(), reserve: RESERVE });
    this.#assertGoingOn();
    const kept = freeBackupName(this.#now(), 'replaced', (taken) => existsSync(join(folder, taken))).name;
    try {
      await store.reopen({ put, keep: join(folder, kept) });
    } catch (error) {
      rmSync(put, { force: true });
      throw error;
    }
    this.#log.info(`The backup ${name} was restored. The record that was there is kept as ${kept}.`);
  }

  #inTurn<T>(doing: BackupsState['doing'], work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(async () => {
      await this.#options.ready;
      this.#assertGoingOn();
      this.#tell(doing);
      try {
        return await work();
      } finally {
        this.#tell('nothing');
      }
    });
    this.#turn = result.catch(() => undefined);
    return result;
  }

  async #inThread<T extends BackupTask>(task: T) {
    this.#assertGoingOn();
    const run = (this.#options.runThread ?? runBackupThread)(this.#place, task);
    this.#run = run;
    try {
      return await run.answer;
    } finally {
      this.#run = null;
    }
  }

  #assertGoingOn(): void {
    if (this.#stopped) throw new StoreError('closed', 'Daytrail is ending.');
  }

  #tell(doing: BackupsState['doing']): void {
    if (doing === 'nothing' && this.#doing === 'nothing') return;
    this.#doing = doing;
    for (const listener of this.#listeners) listener();
  }
}

const told = ({ written: _written, ...backup }: ListedBackup): Backup => backup;

function withoutBackups(): BackupDoor {
  const refuse = async (): Promise<never> => {
    throw new StoreError('unsupported', 'The record is kept in memory, so there are no backups of it.');
  };
  return {
    list: async () => [],
    state: () => ({ doing: 'nothing', problem: null }),
    make: refuse,
    restore: refuse,
    open: refuse,
    notices: [],
    failed: null,
    newest: () => null,
    onChange: () => () => undefined,
    stop: async () => undefined,
  };
}
