/** Where the window goes: where it was left, as far as the screens of today allow. Pure. */
export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowPlace extends Rectangle {
  readonly maximized: boolean;
}

export const MIN_SIZE = { width: 480, height: 360 } as const;
const USUAL_SIZE = { width: 1200, height: 800 } as const;
/** So much of the window must be on a screen, and its upper edge with it, for a person to get hold of it. */
const GRIP = { width: 120, height: 40 } as const;

/** Without x and y the desktop chooses. `areas` are the screens' areas that windows may use, the main one first. */
export function placeWindow(
  left: WindowPlace | null,
  areas: readonly Rectangle[],
): { x?: number; y?: number; width: number; height: number; maximized: boolean } {
  const main = areas[0];
  const wanted = left ?? USUAL_SIZE;
  const screen = left === null ? main : (areas.find((area) => isWithinReach(left, area)) ?? main);
  const size = {
    width: clamp(wanted.width, MIN_SIZE.width, screen?.width ?? wanted.width),
    height: clamp(wanted.height, MIN_SIZE.height, screen?.height ?? wanted.height),
    maximized: left?.maximized ?? false,
  };
  const reachable = left !== null && areas.some((area) => isWithinReach(left, area));
  return reachable ? { x: left.x, y: left.y, ...size } : size;
}

function isWithinReach(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  return width >= GRIP.width && window.y >= area.y && window.y + GRIP.height <= area.y + area.height;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}

/** What was written down about the window; null where it is no place. */
export function parsePlace(text: string): WindowPlace | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height, maximized } = value as Record<string, unknown>;
  if (!isPixel(x) || !isPixel(y) || !isPixel(width) || !isPixel(height) || width < 1 || height < 1) return null;
  return { x, y, width, height, maximized: maximized === true };
}

function isPixel(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) < 100_000;
}
