/**
 * Imports and their previews, one at a time, others waiting for their turn. A thread of its own reads and checks the files,
 * compares them with the record or takes them into it (import.thread.ts), while the store goes on; what it needs for that
 * lies in a folder beside the record, which goes whatever happens: one that a crash left is removed with the next start.
 */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JoinedBucket } from '../../preload/contract/hosts.ts';
import type {
  ImportLook,
  ImportPreview,
  ImportProgress,
  ImportReport,
  ImportRequest,
} from '../../preload/contract/imports.ts';
import type { JsonObject } from '../events/event.ts';
import type { Datastore } from '../store/datastore.ts';
import type { Joined } from '../store/join-hosts.ts';
import { StoreError } from '../store/store-error.ts';
import { joinedIn, previewOf } from './account.ts';
import { compare } from './compare.ts';
import { type Endings, OF_IMPORT, OF_JOIN } from './endings.ts';
import type { HostRename } from './hosts.ts';
import { ImportControl } from './import-control.ts';
import { makeFolder, removeLeftovers } from './import-folder.ts';
import { type ImportListener, type ImportOutcome, runImportThread } from './import-worker.ts';
import { Intake, type IntakeTarget } from './intake.ts';
import { runJoinThread } from './join-worker.ts';
import { JOINED_SETTING, joinedHosts, joinedWrite, rememberHosts } from './joined-hosts.ts';
import type { PreparedImport } from './prepared.ts';
import { chooseSettings } from './settings-choice.ts';
import { wholePath } from './whole-path.ts';

export type ImportTarget = IntakeTarget &
  Pick<
    Datastore,
    | 'file'
    | 'takesInBeside'
    | 'endHold'
    | 'suspectDamage'
    | 'listBuckets'
    | 'listSettings'
    | 'getSetting'
    | 'joinHosts'
    | 'beginJoin'
    | 'endJoin'
    | 'setSetting'
  >;

export interface ImporterOptions {
  /** The record as it is now. */
  readonly target: () => ImportTarget;
  /** Beside which the folders are made; null: in the system's temporary one. */
  readonly record: string | null;
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
}

interface Job {
  readonly control: ImportControl;
  readonly endings: Endings;
  /** Why it must not go on. */
  ended: (() => StoreError) | null;
}

interface Imported {
  readonly buckets: ImportReport['buckets'];
  readonly hosts: ImportReport['hosts'];
  /** The settings that came with it. */
  readonly found: JsonObject;
}

const NOT_TAKEN = { prepared: () => null, taken: () => undefined };
const IDLE: ImportProgress = { state: 'idle', done: 0, total: null };

export class Importer {
  readonly #target: () => ImportTarget;
  readonly #onProgress: (progress: ImportProgress) => void;
  /** Of the folders' paths; six letters follow. */
  readonly #prefix: string;
  readonly #jobs = new Set<Job>();
  /** Settled when it is the next one's turn. */
  #turn: Promise<unknown> = Promise.resolve();
  #running: Promise<unknown> = Promise.resolve();
  /** The import that keeps the store from saving. */
  #held: { readonly control: ImportControl; readonly released: Promise<void> } | null = null;
  #progress = IDLE;

  constructor({ target, record, onProgress = () => undefined }: ImporterOptions) {
    this.#target = target;
    this.#onProgress = onProgress;
    this.#prefix = `${record ?? join(tmpdir(), 'daytrail')}-import-`;
    if (record !== null) removeLeftovers(this.#prefix);
  }

  get progress(): ImportProgress {
    return this.#progress;
  }

  /** Settled when no import keeps the store from saving. */
  get released(): Promise<void> {
    return this.#held?.released ?? Promise.resolve();
  }

  /**
   * `receive` writes what is to be imported into files in the folder it is given, and names them. Fails with `invalid`
   * where that is nothing that can be imported, with `cancelled` or `closed`, or with what the store or `receive` fails
   * with; nothing has been imported then.
   */
  receive(receive: (folder: string) => Promise<readonly string[]>): Promise<ImportReport> {
    return this.#start(async (job, folder) => {
      const sources = await receive(folder);
      const { buckets, hosts } = await this.#inTurn(job, () => this.#import(job, folder, sources, []));
      return { buckets, hosts, settings: [] };
    });
  }

  async run({ path, hosts, settings }: ImportRequest): Promise<ImportReport> {
    const imported = await this.#start((job, folder) =>
      this.#inTurn(job, () => this.#import(job, folder, [wholePath(path)], hosts)),
    );
    rememberHosts(this.#target(), hosts);
    return { buckets: imported.buckets, hosts: imported.hosts, settings: this.#takeSettings(imported.found, settings) };
  }

  preview({ path, hosts }: ImportLook): Promise<ImportPreview> {
    return this.#start((job, folder) => this.#inTurn(job, () => this.#preview(job, folder, wholePath(path), hosts)));
  }

  /**
   * Joins a host's buckets with those of its new name, beside the store where that can be; it waits for its turn as an import
   * does, and is ended as one is. Fails as the store's `joinHosts` does, or with `closed`, and nothing has been joined then.
   */
  joinHosts(host: HostRename): Promise<readonly JoinedBucket[]> {
    return this.#startJob(OF_JOIN, (job) =>
      this.pause(async () => {
        if (job.ended !== null) throw job.ended();
        const target = this.#target();
        const { file, takesInBeside } = target;
        const joined =
          file !== null && takesInBeside
            ? await this.#joinBeside(job, file, host)
            : target.joinHosts(host, joinedWrite(target, host));
        rememberHosts(target, [host]);
        return joined;
      }),
    );
  }

  /** Runs this while no import or preview is under way; those that are asked for meanwhile wait. */
  pause<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return result;
  }

  /** Ends everything that is under way or waits, and whose commit has not begun. */
  cancel(): void {
    this.#end('cancelled');
  }

  /** Stops what is under way, of which nothing is imported, and waits until it has ended. More may be run afterwards. */
  async close(): Promise<void> {
    this.#end('stopped');
    await this.#running;
  }

  /** The same, blocking, for a process that is given no time; what the store kept in memory meanwhile can be saved then. */
  closeNow(timeoutMs: number): void {
    this.#end('stopped');
    this.#held?.control.waitUntilOver(timeoutMs);
    this.#target().endHold();
  }

  #end(why: keyof Endings): void {
    for (const job of this.#jobs) if (job.control.stop()) job.ended ??= job.endings[why];
  }

  #start<T>(work: (job: Job, folder: string) => Promise<T>): Promise<T> {
    return this.#startJob(OF_IMPORT, (job) => this.#inFolder(job, work));
  }

  #startJob<T>(endings: Endings, work: (job: Job) => Promise<T>): Promise<T> {
    const job: Job = { control: new ImportControl(), endings, ended: null };
    this.#jobs.add(job);
    const result = work(job)
      .catch((error: unknown) => {
        throw job.ended?.() ?? error;
      })
      .finally(() => this.#jobs.delete(job));
    this.#running = Promise.allSettled([this.#running, result]);
    return result;
  }

  async #inFolder<T>(job: Job, work: (job: Job, folder: string) => Promise<T>): Promise<T> {
    const folder = makeFolder(this.#prefix);
    try {
      return await work(job, folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  async #joinBeside(job: Job, file: string, host: HostRename): Promise<readonly JoinedBucket[]> {
    const target = this.#target();
    const joins = target.beginJoin(host);
    const released = Promise.withResolvers<void>();
    this.#held = { control: job.control, released: released.promise };
    let joined: Joined | null = null;
    try {
      const remembered = joinedWrite(target, host);
      joined = await runJoinThread({ file, joins, remembered, control: job.control.buffer }, () =>
        target.suspectDamage(),
      );
    } finally {
      this.#held = null;
      try {
        target.endJoin(joins, joined);
      } finally {
        released.resolve();
      }
    }
    return joined.report;
  }

  #inTurn<T>(job: Job, work: () => Promise<T>): Promise<T> {
    return this.pause(async () => {
      if (job.ended !== null) throw job.ended();
      this.#tell({ state: 'reading', done: 0, total: null });
      try {
        return await work();
      } finally {
        this.#tell(IDLE);
      }
    });
  }

  async #preview(job: Job, folder: string, path: string, hosts: readonly HostRename[]): Promise<ImportPreview> {
    const { prepared, known } = await this.#inThread(job, folder, 'preview', [path], hosts, NOT_TAKEN);
    const target = this.#target();
    const found = known ?? compare(target.connection, prepared, () => undefined);
    return { path, ...previewOf(prepared, found, { buckets: target.listBuckets(), settings: target.listSettings() }) };
  }

  async #import(job: Job, folder: string, sources: readonly string[], hosts: readonly HostRename[]): Promise<Imported> {
    const target = this.#target();
    let intake: Intake | undefined;
    const begin = (prepared: PreparedImport): Intake => {
      intake = new Intake(target, prepared);
      this.#held = { control: job.control, released: intake.released };
      return intake;
    };
    try {
      const { prepared } = await this.#inThread(job, folder, 'import', sources, hosts, {
        prepared: (prepared) => begin(prepared).plan,
        taken: (imported) => intake?.end(imported),
      });
      if (intake === undefined) begin(prepared).takeInHere();
      return { buckets: intake?.report() ?? [], hosts: joinedIn(prepared), found: prepared.settings };
    } finally {
      intake?.end(null);
      this.#held = null;
    }
  }

  /** Where the record cannot be reached from another thread, only the reading is done there. */
  async #inThread(
    job: Job,
    folder: string,
    purpose: 'preview' | 'import',
    sources: readonly string[],
    hosts: readonly HostRename[],
    taking: Pick<ImportListener, 'prepared' | 'taken'>,
  ): Promise<ImportOutcome> {
    const target = this.#target();
    const outcome = await runImportThread(
      {
        sources,
        file: join(folder, 'prepared.db'),
        hosts,
        joined: joinedHosts(target.getSetting(JOINED_SETTING)),
        buckets: target.listBuckets().map(({ id, type, client, hostname }) => ({ id, type, client, hostname })),
        record: target.takesInBeside ? target.file : null,
        purpose,
        control: job.control.buffer,
      },
      { ...taking, progress: (progress) => this.#tell(progress), damaged: () => target.suspectDamage() },
    );
    if (job.ended !== null) throw job.ended();
    return outcome;
  }

  /** Each is saved by itself, as if a person had set it. */
  #takeSettings(found: JsonObject, choice: ImportRequest['settings']): ImportReport['settings'] {
    const target = this.#target();
    return chooseSettings(found, target.listSettings(), choice).map(({ key, value, take }) => {
      if (!take) return { key, state: 'kept' };
      try {
        target.setSetting(key, value);
        return { key, state: 'set' };
      } catch (error) {
        if (error instanceof StoreError && error.kind === 'invalid') return { key, state: 'kept' };
        throw error;
      }
    });
  }

  #tell(progress: ImportProgress): void {
    this.#progress = progress;
    this.#onProgress(progress);
  }
}
