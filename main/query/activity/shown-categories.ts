/**
 * The categories as the window asks with them, from ActivityWatch's setting `classes`, in which any client may have
 * written anything: what is no category is left out, and so is what each has besides its name and its rule (id, colour).
 */
import { type CategoryRule, categoryRule } from '../../../preload/contract/activity.ts';
import type { Json } from '../../events/event.ts';

export const CATEGORIES_SETTING = 'classes';

/** More than a question may have. */
const MOST = 2000;

export function shownCategories(setting: Json): CategoryRule[] {
  if (!Array.isArray(setting)) return [];
  return setting
    .flatMap((given) => {
      const read = categoryRule.safeParse(given);
      return read.success ? [read.data] : [];
    })
    .slice(0, MOST);
}
