/**
 * What the tray says, as a pure function of the status and the time: which of the icons, one line on what is recorded,
 * and one for each thing that needs attention.
 */
import { recording, silenceIn } from '../../preload/contract/recording.ts';
import type { Source, Status } from '../../preload/contract/schemas.ts';
import type { Micros } from '../events/event.ts';

/** Named like the icons in assets/tray. `idle`: away, or nothing arrives. */
export type TrayIconName = 'recording' | 'idle' | 'trouble';

export interface TrayState {
  readonly icon: TrayIconName;
  readonly recording: string;
  readonly troubles: readonly string[];
  /** When the state has to be worked out again although nothing was told; null: never. */
  readonly until: Micros | null;
}

/** A menu as wide as the screen helps nobody. */
const LONGEST_NAME = 40;
const LONGEST_REASON = 80;

export interface Saying {
  /** A moment as the person's own short time, with the day where it is not today. */
  readonly time: (moment: Micros, now: Micros) => string;
}

export function trayState(status: Status, now: Micros, say: Saying): TrayState {
  const troubles = troublesOf(status);
  const { line, active } = recordingOf(status.sources, now, say);
  const wait = silenceIn(status.sources, now);
  return {
    icon: troubles.length > 0 ? 'trouble' : active ? 'recording' : 'idle',
    recording: line,
    troubles,
    until: Number.isFinite(wait) ? now + wait : null,
  };
}

function troublesOf({ store, api }: Status): string[] {
  const troubles: string[] = [];
  if (store.state === 'unsaved') {
    // Saving can fail before there is anything to count.
    const what = store.pending === 0 ? 'Changes cannot be saved' : `${changes(store.pending)} not saved yet`;
    troubles.push(`${what}: ${brief(store.problem?.message ?? 'the disk does not answer')}`);
  }
  if (store.state === 'failed') {
    troubles.push(`Nothing is recorded: ${brief(store.problem?.message ?? 'the record cannot be opened')}`);
  }
  if (api.state === 'failed') troubles.push(`Watchers cannot reach Daytrail: ${brief(api.message)}`);
  return troubles;
}

function recordingOf(sources: readonly Source[], now: Micros, say: Saying): { line: string; active: boolean } {
  const what = recording(sources, now);
  switch (what.kind) {
    case 'nothing':
      return { line: 'Nothing recorded yet', active: false };
    case 'silent':
      return { line: `Nothing recorded since ${say.time(what.lastSeen, now)}`, active: false };
    case 'away':
      return { line: `Away since ${say.time(what.since, now)}`, active: false };
    case 'recording': {
      const { type, label, since } = what.source;
      const name = type === 'afkstatus' ? '' : `${shorten(label, LONGEST_NAME)} `;
      return { line: `Recording ${name}since ${say.time(since, now)}`, active: true };
    }
  }
}

export function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}

/** The first sentence: what happened. What to do about it has room in the window. */
function brief(message: string): string {
  const sentence = /^.*?[.!?](?=\s|$)/s.exec(message)?.[0] ?? message;
  return shorten(sentence.replace(/[.\s]+$/, ''), LONGEST_REASON);
}

function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= length
    ? line
    : `${letters
        .slice(0, length - 1)
        .join('')
        .trimEnd()}…`;
}
