/** Tells a person who wants to be asked that they were away, and leads to where they can say what it was. */
import type { Absence } from '../../preload/contract/returns.ts';
import type { Micros } from '../events/event.ts';
import type { Notice } from './notices.ts';
import type { Saying } from './tray-state.ts';

export function returnNotice({ start, end }: Absence, now: Micros, say: Saying): Notice {
  const body = `From ${say.time(start, now)} to ${say.time(end, now)}. What was it?`;
  return { id: 'return', title: 'You were away', body, place: '/timeline' };
}
