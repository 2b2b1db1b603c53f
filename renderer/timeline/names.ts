/** How lanes and blocks are called on the timeline. */
import { statusName } from '../../preload/contract/recording.ts';
import { bucketName } from '../format/names.ts';
import type { LaneInfo } from './rows.ts';

/** What a block is called, never empty: the app, the site, the status in words, the project by the folder that it is in. */
export function keyName(key: string, type: string): string {
  const name = type === 'afkstatus' ? statusName(key) : type === 'app.editor.activity' ? lastPart(key) : key;
  return name || key || 'Untitled';
}

/** Editors call a project by its whole path, of which the beginning is the same for all. */
const lastPart = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);

export interface LaneName {
  readonly name: string;
  /** Who recorded it, and where. */
  readonly source: string;
}

/** `given`: what lanes are called, by their bucket's id; of others the name follows from what they hold. */
export function laneName(lane: LaneInfo, given?: ReadonlyMap<string, string>): LaneName {
  const name = bucketName({ ...lane, id: lane.bucket, name: given?.get(lane.bucket) ?? null });
  const client = lane.client.replace(/^aw-(watcher|client)-/, '');
  return { name, source: [client, lane.hostname].filter((part) => part !== '' && part !== 'unknown').join(' · ') };
}

const ORDER: readonly string[] = ['afkstatus', 'currentwindow', 'web.tab.current', 'app.editor.activity'];

/** Being there first, then apps, sites, editors, and the rest; `chosen` bucket ids come before them all. */
export function orderLanes<L extends LaneInfo>(lanes: readonly L[], chosen: readonly string[] = []): readonly L[] {
  const rank = (lane: L): number => {
    const place = chosen.indexOf(lane.bucket);
    if (place !== -1) return place - chosen.length;
    const known = ORDER.indexOf(lane.type);
    return known === -1 ? ORDER.length : known;
  };
  return [...lanes].sort((a, b) => rank(a) - rank(b) || (a.bucket < b.bucket ? -1 : 1));
}
