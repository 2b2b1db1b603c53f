/** Whether two sightings say the same, so that a backend tells of changes only. */
import type { ActiveWindow } from '../backend.ts';

export function sameWindow(a: ActiveWindow | null, b: ActiveWindow | null): boolean {
  if (a === null || b === null) return a === b;
  return a.app === b.app && a.title === b.title && a.incognito === b.incognito && a.url === b.url;
}
