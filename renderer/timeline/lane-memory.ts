/**
 * Which lanes are shown. One that held something nearby stays, empty, while a person looks into a gap: lanes that come and go while
 * zooming would make everything else jump.
 */
import { contains, DAY, type Micros, overlaps, type Range } from './micros.ts';
import { emptyRows, type LaneInfo, type LaneRows } from './rows.ts';

/** How near, beside the length of the view. */
const NEAR: Micros = DAY;

export class LaneMemory {
  readonly #seen = new Map<string, { readonly info: LaneInfo; readonly extent: Range }>();

  /**
   * The lanes with something in them, and those that have nothing in `range` but had something nearby. What was known to
   * lie inside the range and is not there is gone.
   */
  withNearby(lanes: readonly LaneRows[], range: Range): readonly LaneRows[] {
    const here = new Set(lanes.map(({ bucket }) => bucket));
    for (const lane of lanes) {
      const extent = { start: lane.start[0] ?? 0, end: lane.reach[lane.length - 1] ?? 0 };
      this.#seen.set(lane.bucket, { info: lane, extent });
    }
    for (const [bucket, { extent }] of this.#seen) {
      if (!here.has(bucket) && contains(range, extent)) this.#seen.delete(bucket);
    }
    const around = { start: range.start - NEAR, end: range.end + NEAR };
    const nearby = [...this.#seen.values()].filter(
      ({ info, extent }) => !here.has(info.bucket) && overlaps(extent, around),
    );
    return [...lanes, ...nearby.map(({ info }) => emptyRows(info))];
  }

  /** A bucket may be gone: only what is read again counts. */
  forget(): void {
    this.#seen.clear();
  }
}
