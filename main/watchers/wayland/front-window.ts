/**
 * Which of the windows a compositor tells of is in front. Pure: it is fed with what was told and asked for the answer.
 *
 * What is told of a window counts from its `commit`, as the protocols want it. Where two are active at once (a moment
 * while the focus moves, or two seats), the one that became active last is in front.
 */
import type { ActiveWindow } from '../backend.ts';

interface Known {
  readonly app: string;
  readonly title: string;
  readonly activated: boolean;
}

interface Toplevel extends Known {
  /** Counts up with each activation. */
  readonly turn: number;
  readonly told: Partial<Known>;
}

const unknown: Toplevel = { app: '', title: '', activated: false, turn: 0, told: {} };

export class FrontWindow {
  readonly #toplevels = new Map<number, Toplevel>();
  #turns = 0;

  tell(id: number, told: Partial<Known>): void {
    const toplevel = this.#toplevels.get(id) ?? unknown;
    this.#toplevels.set(id, { ...toplevel, told: { ...toplevel.told, ...told } });
  }

  commit(id: number): void {
    const toplevel = this.#toplevels.get(id);
    if (toplevel === undefined) return;
    const next = { ...toplevel, ...toplevel.told, told: {} };
    this.#toplevels.set(id, next.activated && !toplevel.activated ? { ...next, turn: ++this.#turns } : next);
  }

  commitAll(): void {
    for (const id of [...this.#toplevels.keys()]) this.commit(id);
  }

  remove(id: number): void {
    this.#toplevels.delete(id);
  }

  front(): ActiveWindow | null {
    let front: Toplevel | null = null;
    for (const toplevel of this.#toplevels.values()) {
      if (toplevel.activated && (front === null || toplevel.turn > front.turn)) front = toplevel;
    }
    return front === null ? null : { app: front.app === '' ? 'unknown' : front.app, title: front.title };
  }
}
