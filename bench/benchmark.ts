/** What a benchmark is, and what it measures: figures, each with its goal where there is one. */
import type { Session } from './support/session.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal?: Goal;
  /** What else is needed to read the figure. */
  readonly note?: string;
}

export type Goal = { readonly atMost: number } | { readonly atLeast: number };

export interface Bench {
  /** One quick round instead of several, to try a benchmark out. */
  readonly quick: boolean;
  /** A running headless Daytrail on its own copy of the year, ended when the benchmark is over. */
  open(): Promise<Session>;
  /** Says what is going on. */
  say(line: string): void;
}

export interface Benchmark {
  readonly name: string;
  readonly about: string;
  run(bench: Bench): Promise<readonly Figure[]>;
}

export function isMet({ value, goal }: Figure): boolean | null {
  if (goal === undefined) return null;
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}
