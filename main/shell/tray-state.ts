/**
 * What the tray says, as a pure function of the status and the time: which of the icons, one line on what is recorded,
 * and one for each thing that needs attention.
 */
import type { Source, Status } from '../../preload/contract/schemas.ts';
import { MICROS_PER_SECOND, type Micros } from '../events/event.ts';

/** Named like the icons in assets/tray. `idle`: away, or nothing arrives. */
export type TrayIconName = 'recording' | 'idle' | 'trouble';

export interface TrayState {
  readonly icon: TrayIconName;
  readonly recording: string;
  readonly troubles: readonly string[];
  /** When the state has to be worked out again although nothing was told; null: never. */
  readonly until: Micros | null;
}

/**
 * So long after its last event a source still counts as recording: ActivityWatch's window watcher sends what it sees
 * every second or so, its clients hold it back for up to a minute, and a browser's watcher beats once a minute.
 */
export const QUIET_AFTER: Micros = 120 * MICROS_PER_SECOND;
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
  const ends = status.sources.map((source) => source.lastSeen + QUIET_AFTER).filter((moment) => moment > now);
  return {
    icon: troubles.length > 0 ? 'trouble' : active ? 'recording' : 'idle',
    recording: line,
    troubles,
    until: ends.length > 0 ? Math.min(...ends) : null,
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

/** Away outranks whatever window is left open; a window outranks the page or file inside it. */
function recordingOf(sources: readonly Source[], now: Micros, say: Saying): { line: string; active: boolean } {
  const live = sources.filter((source) => source.lastSeen + QUIET_AFTER > now);
  const since = (source: Source) => say.time(source.since, now);

  const away = live.find((source) => source.type === 'afkstatus' && source.label === 'afk');
  if (away !== undefined) return { line: `Away since ${since(away)}`, active: false };

  const shown =
    newest(live.filter((source) => source.type === 'currentwindow')) ??
    newest(live.filter((source) => source.type !== 'afkstatus'));
  if (shown !== undefined)
    return { line: `Recording ${shorten(shown.label, LONGEST_NAME)} since ${since(shown)}`, active: true };

  const present = newest(live);
  if (present !== undefined) return { line: `Recording since ${since(present)}`, active: true };

  const last = newest(sources);
  if (last !== undefined) return { line: `Nothing recorded since ${say.time(last.lastSeen, now)}`, active: false };
  return { line: 'Nothing recorded yet', active: false };
}

function newest(sources: readonly Source[]): Source | undefined {
  return sources.reduce<Source | undefined>(
    (best, source) => (best && best.lastSeen >= source.lastSeen ? best : source),
    undefined,
  );
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
