/**
 * The result of a program as ActivityWatch's JSON. What many events share is written once and copied.
 */
import type { JsonObject, Micros } from '../../events/event.ts';
import { ByteWriter } from '../byte-writer.ts';
import { wireHead } from '../wire.ts';
import type { Budget } from './budget.ts';
import type { EventList } from './event-list.ts';
import { QueryError } from './query-error.ts';
import { isDict, isEventList, isList, type Value } from './value.ts';

const MAX_BYTES = 256 * 1024 * 1024;
/** So often, the clock is looked at. */
const STRIDE = 4096;

export class ResultWriter {
  readonly #writer = new ByteWriter();
  readonly #data = new Map<JsonObject, Buffer>();
  #length = 0;
  #values = 0;

  /** Of ASCII. */
  mark(text: string): void {
    this.#count(text.length);
    this.#writer.ascii(text);
  }

  value(value: Value, budget: Budget): void {
    if (++this.#values % STRIDE === 0) budget.check(null);
    if (typeof value !== 'object' || value === null) {
      this.#bytes(Buffer.from(JSON.stringify(value)));
    } else if (isEventList(value)) {
      this.#events(value, budget);
    } else if (isList(value)) {
      this.mark('[');
      value.forEach((item, index) => {
        if (index > 0) this.mark(',');
        this.value(item, budget);
      });
      this.mark(']');
    } else if (isDict(value)) {
      let separator = '{';
      for (const [key, item] of value) {
        this.mark(separator);
        this.#bytes(Buffer.from(`${JSON.stringify(key)}:`));
        this.value(item, budget);
        separator = ',';
      }
      this.mark(value.size === 0 ? '{}' : '}');
    } else {
      this.#event(value.id, value.start, value.end - value.start, value.data);
    }
  }

  /** Everything so far. Its buffer is its own. */
  joined(): Uint8Array<ArrayBuffer> {
    return this.#writer.joined();
  }

  #events(list: EventList, budget: Budget): void {
    this.mark('[');
    for (let i = 0; i < list.length; i++) {
      if (++this.#values % STRIDE === 0) budget.check(null);
      if (i > 0) this.mark(',');
      this.#event(list.idAt(i), list.start[i] ?? 0, list.lengthAt(i), list.objects.object(list.data[i] ?? 0));
    }
    this.mark(']');
  }

  #event(id: number | null, start: Micros, length: Micros, data: JsonObject): void {
    const known = this.#data.get(data);
    const json = known ?? Buffer.from(JSON.stringify(data));
    if (known === undefined) this.#data.set(data, json);
    this.mark(wireHead(id, start, length));
    this.#bytes(json);
    this.mark('}');
  }

  #bytes(bytes: Uint8Array): void {
    this.#count(bytes.length);
    this.#writer.bytes(bytes);
  }

  #count(length: number): void {
    this.#length += length;
    if (this.#length <= MAX_BYTES) return;
    throw new QueryError('QueryInterpretException', 'The result is too large. Ask for a shorter period', null);
  }
}
