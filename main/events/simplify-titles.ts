/**
 * Titles without what changes in them all the time: ActivityWatch's `simplify_window_titles`.
 */
import type { JsonObject } from './event.ts';
import { type QueryEvent, withData } from './query-event.ts';

/**
 * Takes a count in front (`(3) Inbox`) off the text under the key. Of a window's title (of data that has `app`, too) also
 * the mark of an unsaved file in front (`●`, `*`), and the number of a frame rate.
 */
export const simplifyTitles = (events: readonly QueryEvent[], key: string): QueryEvent[] =>
  withData(events, simplifiedTitle(key));

/** The same of one event's data, which is itself where there is no text. */
export function simplifiedTitle(key: string): (data: JsonObject) => JsonObject {
  return (data) => {
    const text = Object.hasOwn(data, key) ? data[key] : undefined;
    if (typeof text !== 'string') return data;
    const uncounted = text.replace(/^\(\d+\)\s*/, '');
    if (key !== 'title' || !Object.hasOwn(data, 'app')) return { ...data, [key]: uncounted };
    return { ...data, title: uncounted.replace(/FPS:\s+[\d.]+/g, 'FPS: ...').replace(/^[●*]\s*/, '') };
  };
}
