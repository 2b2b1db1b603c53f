/**
 * What of data decides about presence and browsers: yes or no for each distinct data.
 */
import type { JsonObject } from '../../events/event.ts';
import type { DataObjects } from '../data-objects.ts';
import { compilePattern } from '../language/pattern.ts';
import type { Browser } from './browsers.ts';
import { NO_GROUP, PerData } from './per-data.ts';

export interface Facts {
  readonly present: PerData;
  readonly audible: PerData;
  /** Whether a window is this browser's. */
  isBrowser(browser: Browser): PerData;
}

export function factsOf(data: DataObjects): Facts {
  const browsers = new Map<Browser, PerData>();
  const browserWindow = ({ apps, pattern }: Browser): PerData => {
    const exact = new Set(apps);
    const matches = compilePattern(pattern, true);
    return yesOrNo(data, ({ app }) => typeof app === 'string' && (exact.has(app) || matches(app)));
  };
  return {
    present: yesOrNo(data, ({ status }) => status === 'not-afk'),
    audible: yesOrNo(data, ({ audible }) => audible === true),
    isBrowser(browser) {
      const known = browsers.get(browser) ?? browserWindow(browser);
      browsers.set(browser, known);
      return known;
    },
  };
}

/** 1 where it holds, else NO_GROUP. */
export function yesOrNo(data: DataObjects, holds: (object: JsonObject) => boolean): PerData {
  return new PerData(data, (object) => (holds(object) ? 1 : NO_GROUP));
}

export const isTrue =
  (fact: PerData) =>
  (what: number): boolean =>
    fact.of(what) !== NO_GROUP;
