/**
 * Moving in, step by step: a file is looked at, then imported, then there is a report. It belongs to the window, not to the view that
 * shows it, so that a person may look at something else while it runs.
 */
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { ImportPreview, ImportReport, ImportRequest } from '../../preload/contract/imports.ts';
import { DaytrailError, type FailureKind } from '../../preload/contract/result.ts';
import type { Micros } from '../timeline/micros.ts';

/** What a person said of the file's hosts; of the others holds what is known. */
type Hosts = ImportRequest['hosts'];

export type ImportStep =
  /** Nothing is chosen. */
  | { readonly at: 'choosing' }
  | { readonly at: 'looking'; readonly path: string; readonly since: Micros }
  /** `counting`: the preview is one of before `hosts` were chosen so, and the next is on its way. */
  | { readonly at: 'looked'; readonly preview: ImportPreview; readonly hosts: Hosts; readonly counting: boolean }
  | { readonly at: 'importing'; readonly preview: ImportPreview; readonly hosts: Hosts; readonly since: Micros }
  | { readonly at: 'done'; readonly preview: ImportPreview; readonly report: ImportReport }
  /** `preview` is null where it failed while it was looked at. */
  | {
      readonly at: 'failed';
      readonly path: string;
      readonly preview: ImportPreview | null;
      readonly kind: FailureKind;
      readonly message: string;
    };

type Looked = ImportStep & { readonly at: 'looked' };

const CHOOSING: ImportStep = { at: 'choosing' };

type Asked = Pick<Daytrail, 'previewImport' | 'runImport' | 'cancelImport' | 'dismissImport'>;

export class ImportTask {
  readonly #daytrail: Asked;
  readonly #now: () => Micros;
  readonly #listeners = new Set<() => void>();
  #step: ImportStep = CHOOSING;

  constructor(daytrail: Asked, now: () => Micros) {
    this.#daytrail = daytrail;
    this.#now = now;
  }

  readonly get = (): ImportStep => this.#step;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Never rejects: what goes wrong is a step. Does nothing while something is under way. */
  async look(path: string): Promise<void> {
    if (this.#isBusy()) return;
    const looking: ImportStep = { at: 'looking', path, since: this.#now() };
    this.#go(looking);
    try {
      const preview = await this.#daytrail.previewImport({ path, hosts: [] });
      this.#goFrom(looking, { at: 'looked', preview, hosts: [], counting: false });
    } catch (error) {
      const failed = failure(error, path, null);
      // Who no longer wants to look at it wants to look at another.
      this.#goFrom(looking, failed.kind === 'cancelled' ? CHOOSING : failed);
    }
  }

  /** Counts again with one of the file's hosts taken for another, or, where both are the same, for itself. Never rejects. */
  async take(from: string, to: string): Promise<void> {
    if (this.#step.at !== 'looked') return;
    const { preview, hosts, counting } = this.#step;
    const chosen = [...hosts.filter((host) => host.from !== from), { from, to }];
    const next: Looked = { at: 'looked', preview, hosts: chosen, counting: true };
    this.#go(next);
    // What is being counted is not wanted any more.
    if (counting) this.#daytrail.cancelImport().catch(() => undefined);
    try {
      const counted = await this.#daytrail.previewImport({ path: preview.path, hosts: chosen });
      this.#goFrom(next, { ...next, preview: counted, counting: false });
    } catch (error) {
      const failed = failure(error, preview.path, preview);
      this.#goFrom(next, failed.kind === 'cancelled' ? CHOOSING : failed);
    }
  }

  /** Imports what has been looked at and counted. Never rejects. A cancelled import leads back to what it would do. */
  async run(settings: ImportRequest['settings']): Promise<void> {
    const looked = this.#step;
    if (looked.at !== 'looked' || looked.counting) return;
    const { preview, hosts } = looked;
    const importing: ImportStep = { at: 'importing', preview, hosts, since: this.#now() };
    this.#go(importing);
    try {
      const report = await this.#daytrail.runImport({ path: preview.path, hosts, settings });
      this.#goFrom(importing, { at: 'done', preview, report });
      // Who has imported knows the way and needs no offer any more. Where that cannot be noted, the offer does no harm.
      this.#daytrail.dismissImport().catch(() => undefined);
    } catch (error) {
      const failed = failure(error, preview.path, preview);
      this.#goFrom(importing, failed.kind === 'cancelled' ? looked : failed);
    }
  }

  /** Asks for an end of what is under way, which then goes on to its next step by itself. Rejects where it cannot be asked. */
  async cancel(): Promise<void> {
    await this.#daytrail.cancelImport();
  }

  /** To the choice of another file. Does nothing while something is under way. */
  restart(): void {
    if (!this.#isBusy()) this.#go(CHOOSING);
  }

  #isBusy(): boolean {
    const step = this.#step;
    return step.at === 'looking' || step.at === 'importing' || (step.at === 'looked' && step.counting);
  }

  #goFrom(step: ImportStep, next: ImportStep): void {
    if (this.#step === step) this.#go(next);
  }

  #go(step: ImportStep): void {
    this.#step = step;
    for (const listener of this.#listeners) listener();
  }
}

function failure(error: unknown, path: string, preview: ImportPreview | null): ImportStep & { readonly at: 'failed' } {
  const { kind, message } =
    error instanceof DaytrailError ? error : { kind: 'internal' as const, message: String(error) };
  return { at: 'failed', path, preview, kind, message };
}
