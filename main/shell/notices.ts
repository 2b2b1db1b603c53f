/**
 * What a person is notified of: trouble alone, when it has lasted long enough to be one, and once. The same trouble is told
 * again only when it had been gone for an hour. It knows no clock: it is told when it is.
 */
import type { Micros } from '../events/event.ts';
import { REPAIRED } from '../store/recovery.ts';
import { attentionTo, type ViewPath } from './attention.ts';
import type { Standing } from './standing.ts';

/** What it says may be read by whoever sees the screen: no title, no address, no name of a program. */
export interface Notice {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly place: ViewPath;
}

interface Trouble extends Notice {
  /** How long it lasts before it is told. */
  readonly after: Micros;
}

const MINUTE: Micros = 60_000_000;
const GONE_FOR = 60 * MINUTE;

/** Those that a person is called for; what needs them at their leisure is in the tray. */
const TITLES: Readonly<Record<string, { readonly title: string; readonly after: Micros }>> = {
  failed: { title: 'Nothing is recorded', after: 2_000_000 },
  unsaved: { title: 'Changes are not saved', after: MINUTE },
  'watcher-window': { title: 'Your windows are not recorded', after: 10 * MINUTE },
  'watcher-presence': { title: 'Your presence is not recorded', after: 10 * MINUTE },
  backup: { title: 'The record could not be backed up', after: 10 * MINUTE },
};

function troublesOf(standing: Standing, now: Micros): Trouble[] {
  const lasting = attentionTo(standing, now).flatMap(({ id, text, place }): Trouble | [] => {
    const known = TITLES[id];
    return known === undefined ? [] : { id, ...known, body: `${text}.`, place };
  });
  const repaired = standing.status.store.notices.filter((notice) => notice.startsWith(REPAIRED));
  return [
    ...lasting,
    ...repaired.map(
      (body) => ({ id: 'repaired', title: 'The record was repaired', body, place: '/timeline', after: 0 }) as const,
    ),
  ];
}

interface Known {
  /** Since when it lasts; null: it is gone. */
  since: Micros | null;
  seen: Micros;
  told: boolean;
}

export class Notices {
  readonly #known = new Map<string, Known>();

  /** What is to be told now, and when to look again although nothing has changed; null: never. */
  look(standing: Standing, now: Micros): { readonly tell: readonly Notice[]; readonly again: Micros | null } {
    const troubles = troublesOf(standing, now);
    this.#forget(new Set(troubles.map(({ id }) => id)), now);
    const tell: Notice[] = [];
    let again: Micros | null = null;
    for (const { after, ...notice } of troubles) {
      const known = this.#knownAs(notice.id, now);
      if (known.told) continue;
      const due = (known.since ?? now) + after;
      if (due > now) {
        again = Math.min(again ?? due, due);
      } else {
        known.told = true;
        tell.push(notice);
      }
    }
    return { tell, again };
  }

  #knownAs(id: string, now: Micros): Known {
    const known = this.#known.get(id) ?? { since: null, seen: now, told: false };
    known.since ??= now;
    known.seen = now;
    this.#known.set(id, known);
    return known;
  }

  #forget(present: ReadonlySet<string>, now: Micros): void {
    for (const [id, known] of this.#known) {
      if (present.has(id)) continue;
      known.since = null;
      if (!known.told || now - known.seen >= GONE_FOR) this.#known.delete(id);
    }
  }
}
