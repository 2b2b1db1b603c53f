/** What a program uses in all its processes together, as Linux counts it in /proc. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Resources {
  /** CPU time, s. */
  readonly cpu: number;
  /** How often a thread was put on a processor. */
  readonly wakeups: number;
}

/** The kernel's unit of CPU time in /proc, USER_HZ, which is 100 on every architecture that Electron runs on. */
const TICKS_PER_SECOND = 100;

/** The process and all its descendants. */
export function processTree(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = statOf(pid)?.parent;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Since each process began. */
export function resourcesOf(pids: readonly number[]): Resources {
  let cpu = 0;
  let wakeups = 0;
  for (const pid of pids) {
    cpu += (statOf(pid)?.ticks ?? 0) / TICKS_PER_SECOND;
    for (const thread of entries(`/proc/${pid}/task`)) {
      const status = text(`/proc/${pid}/task/${thread}/status`);
      for (const [, count] of status.matchAll(/^(?:non)?voluntary_ctxt_switches:\s+(\d+)$/gm)) wakeups += Number(count);
    }
  }
  return { cpu, wakeups };
}

/** Proportional set size of all, bytes: memory that several share counts once. */
export function memoryOfAll(pids: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of pids) kilobytes += Number(/^Pss:\s+(\d+) kB$/m.exec(text(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  return kilobytes * 1024;
}

/** The fields of /proc/PID/stat stand behind the program's name, which is in brackets and may hold anything. */
function statOf(pid: number): { readonly parent: number; readonly ticks: number } | null {
  const stat = text(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? null : { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

/** Empty where the process or the thread has ended meanwhile. */
function text(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
