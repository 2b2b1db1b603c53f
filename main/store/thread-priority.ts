/**
 * Which threads go first where there are fewer processors than work: heartbeats are answered while somebody reads a year,
 * exports, imports or backs up, all of which take seconds of a processor each.
 */
import { getPriority, setPriority } from 'node:os';

/**
 * A thread with it gets a quarter of a processor that another wants whole, and all of one that nobody wants. With more, a
 * person would wait for their timeline wherever something else keeps the machine busy.
 */
const NICER = 5;
const NICEST = 19;

/**
 * Puts this thread behind the others of the process, for as long as it lives. On Linux alone, where each thread has a
 * priority of its own (setpriority(2)): elsewhere it would be that of the whole process.
 */
export function standBack(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.min(NICEST, getPriority() + NICER));
  } catch {
    // Where the system refuses, threads are equal, as they are elsewhere.
  }
}
