/**
 * What the built-in watchers say of the record: pieces of events in the order of time, each touching the one before it
 * unless something came between. bucket-writer.ts makes events of them.
 */
import type { JsonObject, Micros, NewEvent } from '../events/event.ts';

export interface Beat extends NewEvent {
  /**
   * `goes-on`: lengthens the event whose data it has and whose end it touches, or begins one where there is none.
   * `fresh`: begins an event whatever went before, because something lies between that nobody saw.
   * `first`: the first since the watcher was started. An event with the same data that ended a few seconds ago goes on,
   * so that starting Daytrail again does not cut it.
   */
  readonly joint: Joint;
}
export type Joint = 'goes-on' | 'fresh' | 'first';

/** What `first` bridges. A person who stops Daytrail stops it for longer. */
export const RESTART_WITHIN: Micros = 10_000_000;

/**
 * One event while it goes on, told piece by piece: no piece overlaps another, none is missing between two.
 * A piece never reaches back before what was told, whatever the clock says.
 */
export class Stretch {
  readonly data: JsonObject;
  readonly start: Micros;
  #toldTo: Micros;
  #joint: Joint;
  #told = false;

  constructor(data: JsonObject, start: Micros, joint: Joint) {
    this.data = data;
    this.start = start;
    this.#toldTo = start;
    this.#joint = joint;
  }

  /** What is not told yet, to `end`; nothing where that was told already, but the beginning is always worth telling. */
  to(end: Micros): Beat[] {
    if (this.#told && end <= this.#toldTo) return [];
    const beat = { start: this.#toldTo, end: Math.max(end, this.#toldTo), data: this.data, joint: this.#joint };
    this.#toldTo = beat.end;
    this.#joint = 'goes-on';
    this.#told = true;
    return [beat];
  }

  get toldTo(): Micros {
    return this.#toldTo;
  }

  /** How what follows is joined to what was told: as this would be, where nothing of it was. */
  get joint(): Joint {
    return this.#joint;
  }
}
