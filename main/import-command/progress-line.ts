/** How far an import is, in one line of a terminal that is written over; nothing where there is no terminal. */
import type { ImportProgress } from '../../preload/contract/imports.ts';
import { progressText } from './table.ts';

/** To the beginning of the line, and what is in it away (ECMA-48: CR, EL). */
const CLEAR = '\r\u001b[K';

export class ProgressLine {
  readonly #stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>;
  #shown = '';

  constructor(stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'>) {
    this.#stream = stream;
  }

  show(progress: ImportProgress): void {
    const text = progressText(progress);
    if (!this.#stream.isTTY || text === this.#shown) return;
    this.#stream.write(`${CLEAR}${text}`);
    this.#shown = text;
  }

  /** Before anything else is written. */
  clear(): void {
    if (this.#shown === '') return;
    this.#stream.write(CLEAR);
    this.#shown = '';
  }
}
