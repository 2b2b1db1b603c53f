/** How a built-in watcher fares, in words for a person. Pure. */
import type { WatcherHealth } from '../../../../preload/contract/watchers.ts';

export const WATCHER_NAMES: Readonly<Record<WatcherHealth['watcher'], { name: string; detail: string }>> = {
  window: { name: 'Apps and windows', detail: 'Which app is in front, and the title of its window.' },
  presence: {
    name: 'Away and back',
    detail: 'Whether you are at the computer, and why not. Never which keys or what you type.',
  },
};

export interface Condition {
  /** `still`: nothing is recorded, and nothing is wrong. */
  readonly sign: 'well' | 'still' | 'ill';
  readonly text: string;
}

/** `recording`: neither paused nor outside the recording hours. */
export function conditionOf({ state }: WatcherHealth, wanted: boolean, recording: boolean): Condition {
  if (!wanted) return { sign: 'still', text: 'Turned off' };
  switch (state) {
    case 'off':
      return { sign: 'still', text: 'Off, since Daytrail was started with --no-watchers' };
    case 'starting':
      return { sign: 'still', text: 'Starting' };
    case 'recording':
      return recording ? { sign: 'well', text: 'Recording' } : { sign: 'still', text: 'Ready, and not recording now' };
    case 'standing-back':
      return {
        sign: 'well',
        text: 'Another program records the same, so this one stands back and nothing is recorded twice',
      };
    case 'waiting':
      return { sign: 'ill', text: 'Does not work at the moment, and is tried again by itself' };
    case 'unfit':
      return { sign: 'ill', text: 'Cannot record here' };
  }
}
