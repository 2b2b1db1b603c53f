/**
 * What the tray says, as a pure function of how Daytrail stands and the time: which of the icons, one line on what is
 * recorded, and one for each thing that needs attention.
 */
import { recording, silenceIn } from '../../preload/contract/recording.ts';
import type { Status } from '../../preload/contract/schemas.ts';
import type { Micros } from '../events/event.ts';
import { type Attention, attentionTo } from './attention.ts';
import { shorten } from './brief.ts';
import type { Standing } from './standing.ts';

/** Named like the icons in assets/tray. `away`: nobody is there, or nothing arrives; `paused`: nothing is to be recorded. */
export type TrayIconName = 'recording' | 'away' | 'paused' | 'trouble';

export interface TrayState {
  readonly icon: TrayIconName;
  readonly recording: string;
  readonly attention: readonly Attention[];
  /** Whether a person paused it, so that they may resume. */
  readonly paused: boolean;
  /** When the state has to be worked out again although nothing was told; null: never. */
  readonly until: Micros | null;
}

/** A menu as wide as the screen helps nobody. */
const LONGEST_NAME = 40;

export interface Saying {
  /** A moment as the person's own short time, with the day where it is not today. */
  readonly time: (moment: Micros, now: Micros) => string;
}

export function trayState(standing: Standing, now: Micros, say: Saying): TrayState {
  const attention = attentionTo(standing, now);
  const { line, icon } = recordingOf(standing.status, now, say);
  const wait = silenceIn(standing.status.sources, now);
  return {
    icon: attention.some(({ grave }) => grave) ? 'trouble' : icon,
    recording: line,
    attention,
    paused: standing.status.recording.state === 'paused',
    until: Number.isFinite(wait) ? now + wait : null,
  };
}

function recordingOf(
  { recording: wanted, sources }: Status,
  now: Micros,
  say: Saying,
): { line: string; icon: Exclude<TrayIconName, 'trouble'> } {
  const until = wanted.until === null ? null : say.time(wanted.until, now);
  if (wanted.state === 'paused') return { line: `Paused until ${until ?? 'you resume'}`, icon: 'paused' };
  if (wanted.state === 'off-hours') {
    return { line: `Outside recording hours${until === null ? '' : ` until ${until}`}`, icon: 'paused' };
  }
  const what = recording(sources, now);
  switch (what.kind) {
    case 'nothing':
      return { line: 'Nothing recorded yet', icon: 'away' };
    case 'silent':
      return { line: `Nothing recorded since ${say.time(what.lastSeen, now)}`, icon: 'away' };
    case 'away':
      return { line: `${what.name} since ${say.time(what.since, now)}`, icon: 'away' };
    case 'recording': {
      const { type, label, since } = what.source;
      const name = type === 'afkstatus' ? 'Recording' : shorten(label, LONGEST_NAME);
      return { line: `${name} since ${say.time(since, now)}`, icon: 'recording' };
    }
  }
}
