/**
 * What each distinct data is called (preload/contract/label.ts), worked out once per row of the data table and kept.
 * Keys are numbered, so that events can be compared and summed by number.
 */
import type Database from 'better-sqlite3';
import { type Label, label } from '../../preload/contract/label.ts';
import type { JsonObject } from '../events/event.ts';
import { type DataTexts, dataTexts } from './data-texts.ts';

/** Titles are kept only for what is drawn singly; keys for everything ever read. */
const MOST_TITLES = 20_000;
const MOST_KEYS = 100_000;

const UNKNOWN = -1;
/** A row that is to be read, which is met again before it is. */
const WANTED = -2;
/** What the watcher of keyboard and mouse writes. */
const COUNTS: JsonObject = { presses: 0 };
const INPUT = label(COUNTS).key;

export class Labels {
  readonly #one: Database.Statement<[number], string>;
  readonly #texts: DataTexts;
  /** The number of the key of each data row. */
  #keyOfRow = new Int32Array(0);
  readonly #keys: string[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #titles = new Map<number, string>();

  constructor(db: Database.Database) {
    this.#one = db.prepare<[number], string>('SELECT json FROM data WHERE row = ?').pluck();
    this.#texts = dataTexts(db);
  }

  /** Between two requests: keeps memory bounded. Numbers given before are void after it. */
  trim(): void {
    if (this.#keys.length > MOST_KEYS) this.forget();
    if (this.#titles.size > MOST_TITLES) this.#titles.clear();
  }

  /** Numbers given before are void after it. */
  forget(): void {
    this.#keyOfRow = new Int32Array(0);
    this.#keys.length = 0;
    this.#numbers.clear();
    this.#titles.clear();
  }

  /** Makes `keyOf` know these rows. */
  load(rows: ArrayLike<number>): void {
    try {
      this.#texts(this.#unknown(rows), (row, json) => {
        this.#keyOfRow[row] = json === null ? UNKNOWN : this.#number(isInput(json) ? INPUT : parse(json).key);
      });
    } catch (error) {
      // Rows would stay marked as wanted.
      this.forget();
      throw error;
    }
  }

  /** The number of a loaded row's key. */
  keyOf(row: number): number {
    return this.#keyOfRow[row] ?? UNKNOWN;
  }

  key(number: number): string {
    return this.#keys[number] ?? '';
  }

  title(row: number): string {
    const known = this.#titles.get(row);
    if (known !== undefined) return known;
    const json = this.#one.get(row);
    const { title } = json === undefined ? { title: '' } : parse(json);
    this.#titles.set(row, title);
    return title;
  }

  /** Each once, sorted, so that the table is read in its own order. */
  #unknown(rows: ArrayLike<number>): readonly number[] {
    const unknown: number[] = [];
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] ?? 0;
      if (row >= this.#keyOfRow.length) this.#grow(row + 1);
      if (this.#keyOfRow[row] !== UNKNOWN) continue;
      this.#keyOfRow[row] = WANTED;
      unknown.push(row);
    }
    return unknown.sort((a, b) => a - b);
  }

  #grow(length: number): void {
    const grown = new Int32Array(Math.max(length, 2 * this.#keyOfRow.length, 1024)).fill(UNKNOWN);
    grown.set(this.#keyOfRow);
    this.#keyOfRow = grown;
  }

  #number(key: string): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#keys.push(key) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

function parse(json: string): Label {
  return label(JSON.parse(json) as Record<string, unknown>);
}

/**
 * Whether the data is counts of keys and mouse, which are hardly ever the same twice, so that they are most of the distinct
 * data there is: numbers alone, `presses` among them. Told from the text, which takes a fifth of the time of reading it.
 */
function isInput(json: string): boolean {
  return json.includes('"presses":') && !NOT_COUNTS.test(json);
}

/** A text, a list or an object as a value; a name that holds a quote. */
const NOT_COUNTS = /:["[{]|\\/;
