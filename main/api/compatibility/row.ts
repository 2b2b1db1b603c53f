/**
 * A row of the tables of compatibility: what is asked, and what aw-server-rust, aw-server and Daytrail answer. Where these
 * differ, the row names the difference, and docs/activitywatch.md says what Daytrail does and why.
 */
import { type Answer, type Ask, type Aspect, DAY } from './exchange.ts';

interface Question {
  /** What a person would miss. */
  readonly about: string;
  /** The last of them is compared. */
  readonly asks: readonly Ask[];
  readonly see?: Aspect;
}

interface Agreed extends Question {
  readonly both: Answer;
}

interface Compared extends Question {
  /** From its source; null where the source does not say. */
  readonly rust: Answer | null;
  /** Version 0.14. */
  readonly python: Answer;
  /** What 0.12 answers, the newest that the package index has, where that is something else. */
  readonly released?: Answer;
  readonly ours: 'rust' | 'python' | Answer;
  /** The ids of all that differs, in docs/activitywatch.md. */
  readonly differs?: readonly string[];
}

export type Row = Agreed | Compared;

export interface Answers {
  readonly rust: Answer | null;
  readonly python: Answer;
  readonly released: Answer;
  readonly ours: Answer;
  readonly differs: readonly string[];
}

/** The three columns of a row, spelled out. */
export function answersOf(row: Row): Answers {
  if ('both' in row) {
    return { rust: row.both, python: row.both, released: row.both, ours: row.both, differs: [] };
  }
  const { rust, python, released = python, differs = [] } = row;
  const ours = row.ours === 'rust' ? rust : row.ours === 'python' ? python : row.ours;
  if (ours === null) throw new Error(`The row "${row.about}" refers to an answer that it does not have.`);
  return { rust, python, released, ours, differs };
}

/** `second` within the first minute of DAY. */
export function event(second: string, duration: number, data: object = { a: 1 }) {
  return { timestamp: DAY.replace('00Z', `${second}Z`), duration, data };
}
