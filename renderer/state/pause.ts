/** Pausing and resuming, from wherever in the window. What holds comes with the status. */
import type { PauseLength } from '../../preload/contract/pause.ts';
import { useChange } from './change.ts';
import { STATUS_KEY } from './queries.ts';

export const PAUSES: readonly { readonly length: PauseLength; readonly name: string }[] = [
  { length: 'quarter', name: 'For 15 minutes' },
  { length: 'hour', name: 'For 1 hour' },
  { length: 'tomorrow', name: 'Until tomorrow' },
  { length: 'resumed', name: 'Until you resume' },
];

export function usePause() {
  const pause = useChange((daytrail, length: PauseLength) => daytrail.pause({ for: length }), {
    praise: 'Recording is paused.',
    rereads: STATUS_KEY,
  });
  const resume = useChange((daytrail) => daytrail.resume(), {
    praise: 'Recording goes on.',
    rereads: STATUS_KEY,
  });
  return { pause: pause.change, resume: () => resume.change(), busy: pause.changing || resume.changing };
}
