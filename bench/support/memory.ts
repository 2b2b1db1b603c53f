/** Resident memory of a process. */
import { execFileSync } from 'node:child_process';

/** Bytes; NaN where the system has no `ps`. */
export function memoryOf(pid: number): number {
  try {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).trim()) * 1024;
  } catch {
    return Number.NaN;
  }
}
