/** Minutes as a person types them, and the seconds that are kept. */

const LEAST_SECONDS = 6;
const MOST_SECONDS = 86_400;

/** 180 is 3, 90 is 1.5. */
export const minutesIn = (seconds: number): string => String(Math.round((seconds / 60) * 100) / 100);

/** Null: it is no number of minutes from a tenth to a day. A comma may stand for the point. */
export function secondsOf(typed: string): number | null {
  const text = typed.trim().replace(',', '.');
  if (!/^\d+(?:\.\d*)?$/.test(text)) return null;
  const seconds = Math.round(Number(text) * 60);
  return seconds >= LEAST_SECONDS && seconds <= MOST_SECONDS ? seconds : null;
}
