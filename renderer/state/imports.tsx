/** The window's one import, and how far the import is that is under way, whoever began it. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState, useSyncExternalStore } from 'react';
import type { Daytrail } from '../../preload/contract/daytrail.ts';
import type { ImportProgress } from '../../preload/contract/imports.ts';
import { readClock } from './clock.ts';
import { useDaytrail } from './daytrail.tsx';
import { type ImportStep, ImportTask } from './import-task.ts';

const TaskContext = createContext<ImportTask | null>(null);

export function ImportProvider({ children }: { children: ReactNode }): ReactNode {
  const daytrail = useDaytrail();
  const [task] = useState(() => new ImportTask(daytrail, readClock));
  return <TaskContext value={task}>{children}</TaskContext>;
}

export function useImportTask(): ImportTask {
  const task = useContext(TaskContext);
  if (task === null) throw new Error('useImportTask is used outside of ImportProvider');
  return task;
}

export function useImportStep(): ImportStep {
  const task = useImportTask();
  return useSyncExternalStore(task.subscribe, task.get);
}

export const PROGRESS_KEY = ['imports.progress'] as const;

const progressQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: PROGRESS_KEY, queryFn: () => daytrail.importProgress() });

const IDLE: ImportProgress = { state: 'idle', done: 0, total: null };

/** Kept true by pushes. */
export function useImportProgress(): ImportProgress {
  const { data } = useQuery(progressQuery(useDaytrail()));
  return data ?? IDLE;
}

export const foundQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: ['imports.find'] as const, queryFn: () => daytrail.findImports(), staleTime: 0 });

export const OFFER_KEY = ['imports.offer'] as const;

export const offerQuery = (daytrail: Daytrail) =>
  queryOptions({ queryKey: OFFER_KEY, queryFn: () => daytrail.offerImport(), staleTime: 0 });
