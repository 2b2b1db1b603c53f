/** What needs a person, each as one line for the tray, the gravest first. Pure; names no title and no address. */
import { isAway, isLive } from '../../preload/contract/recording.ts';
import type { Source } from '../../preload/contract/schemas.ts';
import type { Micros } from '../events/event.ts';
import { brief, changes } from './brief.ts';
import type { Standing } from './standing.ts';

export interface Attention {
  /** Of this kind of trouble, the same for as long as it lasts. */
  readonly id: string;
  readonly text: string;
  /** Whether something is or may be missing in the record. */
  readonly grave: boolean;
  /** Where the window says more. */
  readonly place: ViewPath;
}

export type ViewPath = '/timeline' | '/preferences' | `/preferences/${'access' | 'recording' | 'backups'}`;

const HOUR: Micros = 3_600_000_000;
const DAY: Micros = 24 * HOUR;
/** A browser is silent over night. Who has used none for a fortnight uses none. */
const SILENT_FOR = 2 * DAY;
const GIVEN_UP_AFTER = 14 * DAY;
/** After a weekend away, a browser may take a while to be opened. */
const SETTLED_IN_AFTER = HOUR;

export function attentionTo(standing: Standing, now: Micros): readonly Attention[] {
  return [
    ...storeTroubles(standing),
    ...watcherTroubles(standing),
    ...backupTroubles(standing),
    ...silentBrowsers(standing, now),
    ...requests(standing),
  ];
}

function storeTroubles({ status: { store, api } }: Standing): Attention[] {
  const troubles: Attention[] = [];
  const grave = (id: string, text: string) => troubles.push({ id, text, grave: true, place: '/timeline' });
  if (store.state === 'failed') {
    grave('failed', `Nothing is recorded: ${brief(store.problem?.message ?? 'the record cannot be opened')}`);
  }
  if (store.state === 'unsaved') {
    // Saving can fail before there is anything to count.
    const what = store.pending === 0 ? 'Changes cannot be saved' : `${changes(store.pending)} not saved yet`;
    grave('unsaved', `${what}: ${brief(store.problem?.message ?? 'the disk does not answer')}`);
  }
  if (api.state === 'failed') grave('api', `Watchers cannot reach Daytrail: ${brief(api.message)}`);
  return troubles;
}

const WATCHES = { window: 'The window in front', presence: 'Your presence' } as const;

/** What a desktop cannot tell at all is no trouble that passes; the window says so, and what can be done. */
function watcherTroubles({ watchers }: Standing): Attention[] {
  return watchers.flatMap(({ watcher, state, problem }): Attention | [] => {
    if (state !== 'waiting') return [];
    const why = problem === null ? '' : `: ${brief(problem.message)}`;
    const text = `${WATCHES[watcher]} is not recorded at the moment${why}`;
    return { id: `watcher-${watcher}`, text, grave: true, place: '/preferences/recording' };
  });
}

function backupTroubles({ backups: { problem } }: Standing): Attention[] {
  if (problem === null) return [];
  return [
    { id: 'backup', text: `Backup failed: ${brief(problem.message)}`, grave: true, place: '/preferences/backups' },
  ];
}

/** A browser's extension that is switched off says nothing, while the person goes on working. */
function silentBrowsers({ status: { sources, recording } }: Standing, now: Micros): Attention[] {
  const browsers = sources.filter(({ type }) => type === 'web.tab.current');
  const newest = Math.max(...browsers.map(({ lastSeen }) => lastSeen));
  const silentFor = now - newest;
  if (recording.state !== 'recording' || !isAtWork(sources, now)) return [];
  if (!(silentFor >= SILENT_FOR && silentFor < GIVEN_UP_AFTER)) return [];
  const days = Math.floor(silentFor / DAY);
  const text = `Browser watcher silent for ${days} days`;
  return [{ id: 'silent-browser', text, grave: false, place: '/preferences/recording' }];
}

function isAtWork(sources: readonly Source[], now: Micros): boolean {
  return sources.some(
    (source) =>
      source.type === 'afkstatus' &&
      isLive(source, now) &&
      !isAway(source.label, source.type) &&
      now - source.since >= SETTLED_IN_AFTER,
  );
}

function requests({ access }: Standing): Attention[] {
  return access.requests.map(({ name }, index) => ({
    id: `request-${index + 1}`,
    text: `${name.charAt(0).toUpperCase()}${name.slice(1)} asks to be let in`,
    grave: false,
    place: '/preferences/access',
  }));
}
