/** Which of the settings that came with an import are taken: none, those that are not set here, or all. */
import type { ImportRequest } from '../../preload/contract/imports.ts';
import { equalJson } from '../events/canonical.ts';
import type { Json, JsonObject } from '../events/event.ts';

export interface ChosenSetting {
  readonly key: string;
  readonly value: Json;
  /** Whether it is to be set: it is wished, and not so already. */
  readonly take: boolean;
}

/** Those of the source, one by one; nothing for `none`. */
export function chooseSettings(
  found: JsonObject,
  mine: JsonObject,
  choice: ImportRequest['settings'],
): readonly ChosenSetting[] {
  if (choice === 'none') return [];
  return Object.entries(found).map(([key, value]) => {
    const own = Object.hasOwn(mine, key) ? mine[key] : undefined;
    return { key, value, take: own === undefined || (choice === 'all' && !equalJson(own, value)) };
  });
}
