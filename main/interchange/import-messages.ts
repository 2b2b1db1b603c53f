/** What the store's thread and an import's thread say to each other. */
import type { ImportProgress } from '../../preload/contract/imports.ts';
import type { StoreErrorValue } from '../store/store-error.ts';
import type { TakingPlan } from '../store/take-in.ts';
import type { HostedBucket, HostRename } from './hosts.ts';
import type { PreparedImport } from './prepared.ts';

export interface ImportThreadOptions {
  readonly sources: readonly string[];
  /** The file to prepare the import in. */
  readonly file: string;
  /** These three as prepare.ts takes them. */
  readonly hosts: readonly HostRename[];
  readonly joined: readonly HostRename[];
  readonly buckets: readonly HostedBucket[];
  /** The record to compare with, or to take it into; null: preparing is all there is to do. */
  readonly record: string | null;
  readonly purpose: 'preview' | 'import';
  /** import-control.ts */
  readonly control: SharedArrayBuffer;
}

export type FromImport =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  /** With a record and the purpose to import, answered with `take`. */
  | { readonly kind: 'prepared'; readonly prepared: PreparedImport }
  | { readonly kind: 'compared'; readonly known: readonly number[] }
  | { readonly kind: 'taken'; readonly imported: readonly number[] }
  /** `damaged`: the record was found to be. */
  | { readonly kind: 'failed'; readonly error: StoreErrorValue; readonly damaged: boolean };

/** Null: it is not wanted any more. */
export type ToImport = { readonly kind: 'take'; readonly plan: TakingPlan | null };
