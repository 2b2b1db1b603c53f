/**
 * Answers that cost much, kept until anything they may rest on is written. It lives where writes are told of as they
 * happen, before anybody can ask again; so an answer is right or it is not here, whenever its period ended.
 *
 * An answer rests on every event in its time and on which buckets there are. It rests on no setting: rules and options are
 * part of the question, and another question is another entry.
 */
import { createHash } from 'node:crypto';
import type { Micros } from '../events/event.ts';
import type { Change } from '../store/change.ts';
import { type Packed, unpack } from './protocol.ts';
import type { ReadCall } from './reads.ts';

/** The share of the memory that one answer may take. */
const LARGEST = 1 / 8;
/** What an entry costs beside its answer, roughly. */
const BYTES_PER_ENTRY = 300;

interface Time {
  readonly start: Micros;
  readonly end: Micros;
}

interface Entry extends Time {
  readonly packed: Packed;
}

/** A read that is under way. */
interface Reading extends Time {
  stale: boolean;
}

/** What such a call asks, and of which time; null: it is not kept. */
function questionOf(call: ReadCall): { readonly name: string; readonly time: Time } | null {
  if (call.method !== 'query' && call.method !== 'activity') return null;
  const [question] = call.args;
  const periods: readonly Time[] = question.periods;
  if (periods.length === 0) return null;
  const start = Math.min(...periods.map((period) => period.start));
  const end = Math.max(...periods.map((period) => period.end));
  const name = createHash('sha256')
    .update(`${call.method} ${JSON.stringify(question)}`)
    .digest('base64');
  return { name, time: { start, end } };
}

export class ResultCache {
  readonly #capacity: number;
  /** Least recently used first. */
  readonly #entries = new Map<string, Entry>();
  readonly #reading = new Set<Reading>();
  #bytes = 0;
  /** No entry and no read that is under way ends later: most writes are later, and done with at once. */
  #latest = Number.NEGATIVE_INFINITY;

  /** Keeps at most `capacity` bytes. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** A copy, which may be transferred. */
  find(call: ReadCall): Packed | null {
    const question = questionOf(call);
    const entry = question === null ? undefined : this.#entries.get(question.name);
    if (question === null || entry === undefined) return null;
    this.#entries.delete(question.name);
    this.#entries.set(question.name, entry);
    return entry.packed.slice();
  }

  /** The answer of `read`, which is kept if nothing that it may rest on was written meanwhile. */
  async keep(call: ReadCall, read: () => Promise<Packed>): Promise<Packed> {
    const question = questionOf(call);
    if (question === null) return read();
    const reading: Reading = { ...question.time, stale: false };
    this.#reading.add(reading);
    this.#latest = Math.max(this.#latest, reading.end);
    try {
      const packed = await read();
      if (!reading.stale && this.#isWorthKeeping(call, packed)) {
        this.#add(question.name, { ...question.time, packed: packed.slice() });
      }
      return packed;
    } finally {
      this.#reading.delete(reading);
    }
  }

  /** To be told of every write, before its answer is given. */
  changed(change: Change): void {
    switch (change.kind) {
      case 'buckets':
        this.#touch({ start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY });
        break;
      case 'range':
        this.#touch(change);
        break;
      case 'events':
        for (const event of change.events) this.#touch(event);
        break;
    }
  }

  #touch(time: Time): void {
    if (time.start > this.#latest) return;
    for (const reading of this.#reading) if (overlap(reading, time)) reading.stale = true;
    for (const [name, entry] of this.#entries) if (overlap(entry, time)) this.#drop(name, entry);
    this.#latest = Number.NEGATIVE_INFINITY;
    for (const { end } of [...this.#reading, ...this.#entries.values()]) this.#latest = Math.max(this.#latest, end);
  }

  /** What went wrong may go well the next time. */
  #isWorthKeeping(call: ReadCall, packed: Packed): boolean {
    if (packed.byteLength > this.#capacity * LARGEST) return false;
    return call.method !== 'query' || unpack('query', packed).ok;
  }

  #add(name: string, entry: Entry): void {
    const before = this.#entries.get(name);
    if (before !== undefined) this.#drop(name, before);
    this.#entries.set(name, entry);
    this.#bytes += bytesOf(entry);
    for (const [oldest, its] of this.#entries) {
      if (this.#bytes <= this.#capacity) return;
      this.#drop(oldest, its);
    }
  }

  #drop(name: string, entry: Entry): void {
    this.#entries.delete(name);
    this.#bytes -= bytesOf(entry);
  }
}

const bytesOf = ({ packed }: Entry): number => BYTES_PER_ENTRY + packed.byteLength;

/** Both ends count, as they do for what lies in a period. */
const overlap = (a: Time, b: Time): boolean => a.start <= b.end && a.end >= b.start;
