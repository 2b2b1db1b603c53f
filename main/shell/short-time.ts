/** A moment in a person's own short form, for lines that have no room: "10:42", on another day "Tue 10:42". */
import type { Micros } from '../events/event.ts';

/** `locale` undefined: the system's. */
export function shortTime(moment: Micros, now: Micros, locale?: string): string {
  const at = new Date(moment / 1000);
  const today = new Date(now / 1000);
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options).format(at);

  const time = format({ timeStyle: 'short' });
  if (at.toDateString() === today.toDateString()) return time;
  const days = Math.abs(today.getTime() - at.getTime()) / 86_400_000;
  if (days < 6) return `${format({ weekday: 'short' })} ${time}`;
  return format({ dateStyle: 'medium' });
}
