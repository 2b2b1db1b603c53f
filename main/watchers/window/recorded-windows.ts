/** A WindowListener for tests: keeps what it was told, and waits for what is expected. */
import { expect } from 'vitest';
import type { ActiveWindow, WindowListener } from '../backend.ts';
import { SOON } from '../soon.ts';

export class RecordedWindows implements WindowListener {
  readonly seen: (ActiveWindow | null)[] = [];
  readonly losses: string[] = [];

  changed(window: ActiveWindow | null): void {
    this.seen.push(window);
  }

  lost(problem: string): void {
    this.losses.push(problem);
  }

  get last(): ActiveWindow | null | undefined {
    return this.seen.at(-1);
  }

  /** Until the last window told is this one; fails after ten seconds with what it was instead. */
  async until(window: Partial<ActiveWindow> | null): Promise<void> {
    const expected = window === null ? null : expect.objectContaining(window);
    await expect.poll(() => this.last, SOON).toEqual(expected);
  }

  async untilLost(): Promise<string> {
    await expect.poll(() => this.losses.length, SOON).toBe(1);
    return this.losses[0] ?? '';
  }
}
