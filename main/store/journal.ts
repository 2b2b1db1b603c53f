/**
 * The writes that have been acknowledged but whose COMMIT has not returned, in their order, ready to be applied again.
 * An event that is lengthened over and over takes one place, so that an outage costs memory only for what is new.
 */
import type { StoredEvent, Write } from './writes.ts';

/** What the retained writes make of the events they are about: null where the event is gone. */
export interface Overlay {
  readonly events: ReadonlyMap<number, StoredEvent | null>;
  readonly deletedBuckets: ReadonlySet<number>;
}

export class Journal {
  #writes: Write[] = [];
  /** Where the last insert or lengthening of an event stands, as long as a later lengthening may take its place. */
  #lengthenable = new Map<number, number>();

  get size(): number {
    return this.#writes.length;
  }

  get writes(): readonly Write[] {
    return this.#writes;
  }

  add(write: Write): void {
    switch (write.kind) {
      case 'lengthen-event': {
        const place = this.#lengthenable.get(write.id);
        const earlier = place === undefined ? undefined : this.#writes[place];
        if (place === undefined || earlier === undefined) break;
        this.#writes[place] =
          earlier.kind === 'insert-event'
            ? { kind: 'insert-event', event: { ...earlier.event, duration: write.duration } }
            : write;
        return;
      }
      case 'replace-event':
        this.#lengthenable.delete(write.event.id);
        break;
      case 'delete-event':
        this.#lengthenable.delete(write.id);
        break;
      case 'delete-bucket':
        this.#lengthenable.clear();
        break;
    }
    if (write.kind === 'insert-event') this.#lengthenable.set(write.event.id, this.#writes.length);
    if (write.kind === 'lengthen-event') this.#lengthenable.set(write.id, this.#writes.length);
    this.#writes.push(write);
  }

  /** The events of one bucket's row are another's from now on. */
  moveEvents(from: number, to: number): void {
    this.#writes = this.#writes.map((write) => {
      if (write.kind !== 'insert-event' && write.kind !== 'replace-event') return write;
      return write.event.bucket === from ? { ...write, event: { ...write.event, bucket: to } } : write;
    });
  }

  clear(): void {
    this.#writes = [];
    this.#lengthenable.clear();
  }

  /** For a time in which the writes cannot be applied: what reads must add to what the disk (`read`) says. */
  overlay(read: (id: number) => StoredEvent | null): Overlay {
    const events = new Map<number, StoredEvent | null>();
    const deletedBuckets = new Set<number>();
    for (const write of this.#writes) {
      switch (write.kind) {
        case 'insert-event':
        case 'replace-event':
          events.set(write.event.id, write.event);
          break;
        case 'lengthen-event': {
          const before = events.get(write.id) ?? read(write.id);
          if (before !== null) events.set(write.id, { ...before, duration: write.duration });
          break;
        }
        case 'delete-event':
          events.set(write.id, null);
          break;
        case 'delete-bucket':
          deletedBuckets.add(write.row);
          for (const [id, event] of events) if (event?.bucket === write.row) events.set(id, null);
          break;
      }
    }
    return { events, deletedBuckets };
  }
}
