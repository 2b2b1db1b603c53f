/**
 * A list of events of a program: columns instead of an object for each event, of which a program over a year would make a
 * million and more. The language looks into no single event, so a list is all it needs. Lists never change; those that
 * are made of one another share columns.
 */
import type { Micros } from '../../events/event.ts';
import type { QueryEvent } from '../../events/query-event.ts';
import { ProgramData } from './program-data.ts';

/** Columns of equal length. */
export interface EventColumns {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Of the recorded event that each is, or is a piece of; NaN where it was made of several. */
  readonly id: Float64Array;
  /** The number of each one's data. */
  readonly data: Int32Array;
}

export class EventList implements EventColumns {
  readonly start: Float64Array;
  readonly end: Float64Array;
  readonly id: Float64Array;
  readonly data: Int32Array;
  /** What the numbers of data stand for: the same for all lists of a program's run. */
  readonly objects: ProgramData;

  constructor(objects: ProgramData, { start, end, id, data }: EventColumns) {
    this.objects = objects;
    this.start = start;
    this.end = end;
    this.id = id;
    this.data = data;
  }

  get length(): number {
    return this.start.length;
  }

  idAt(index: number): number | null {
    const id = this.id[index] ?? Number.NaN;
    return Number.isNaN(id) ? null : id;
  }

  lengthAt(index: number): Micros {
    return (this.end[index] ?? 0) - (this.start[index] ?? 0);
  }

  /** As an object each, for the little that cannot be done over columns. */
  toEvents(): QueryEvent[] {
    return Array.from(this.start, (start, index) => ({
      id: this.idAt(index),
      start,
      end: this.end[index] ?? 0,
      data: this.objects.object(this.data[index] ?? 0),
    }));
  }

  /** The first so many, in the same memory. */
  first(count: number): EventList {
    return new EventList(this.objects, {
      start: this.start.subarray(0, count),
      end: this.end.subarray(0, count),
      id: this.id.subarray(0, count),
      data: this.data.subarray(0, count),
    });
  }

  /** Those at these places, in their order; where `start` and `end` are given, each with another time. */
  at(places: Int32Array, start?: Float64Array, end?: Float64Array): EventList {
    const columns = eventColumns(places.length, start, end);
    for (let i = 0; i < places.length; i++) {
      const place = places[i] ?? 0;
      columns.id[i] = this.id[place] ?? Number.NaN;
      columns.data[i] = this.data[place] ?? 0;
    }
    if (start === undefined) pick(this.start, places, columns.start);
    if (end === undefined) pick(this.end, places, columns.end);
    return new EventList(this.objects, columns);
  }

  /** The same events with other data. */
  withData(data: Int32Array): EventList {
    const { start, end, id } = this;
    return new EventList(this.objects, { start, end, id, data });
  }
}

/** To be filled. */
export function eventColumns(
  length: number,
  start: Float64Array = new Float64Array(length),
  end: Float64Array = new Float64Array(length),
): EventColumns {
  return { start, end, id: new Float64Array(length), data: new Int32Array(length) };
}

export const NO_EVENTS = new EventList(new ProgramData(() => ({})), eventColumns(0));

function pick(from: Float64Array, places: Int32Array, into: Float64Array): void {
  for (let i = 0; i < places.length; i++) into[i] = from[places[i] ?? 0] ?? 0;
}
