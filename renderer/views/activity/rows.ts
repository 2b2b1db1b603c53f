/** What is listed of a period's activity, each as a row of a ranking, with the colour that it has on the timeline. */
import type { BrowserActivity, WindowActivity } from '../../../preload/contract/activity.ts';
import { keyName } from '../../timeline/names.ts';
import type { Ranked } from './ranking.tsx';

/** As ActivityWatch calls what no rule matches. */
const UNCATEGORIZED = categoryId(['Uncategorized']);

const APP = 'currentwindow';
const SITE = 'web.tab.current';

/** A path as one text, which `JSON.parse` reads back. */
export function categoryId(category: readonly string[]): string {
  return JSON.stringify(category);
}

/** Work › Programming */
export const categoryName = (category: readonly string[]): string =>
  categoryId(category) === UNCATEGORIZED ? 'Uncategorised' : category.join(' › ');

export const categoryRows = ({ categories }: WindowActivity): readonly Ranked[] =>
  categories.map(({ category, duration }) => ({
    id: categoryId(category),
    name: categoryName(category),
    colour: { name: categoryId(category) === UNCATEGORIZED ? '' : category.join(' › '), type: 'category' },
    duration,
  }));

export const appRows = ({ apps }: WindowActivity): readonly Ranked[] =>
  apps.map(({ app, duration }) => ({ id: app, name: keyName(app, APP), colour: { name: app, type: APP }, duration }));

export const titleRows = ({ titles }: WindowActivity): readonly Ranked[] =>
  titles.map(({ app, title, duration }) => ({
    id: JSON.stringify([app, title]),
    name: keyName(title, APP),
    detail: keyName(app, APP),
    colour: { name: app, type: APP },
    duration,
  }));

export const siteRows = ({ domains }: BrowserActivity): readonly Ranked[] =>
  domains.map(({ domain, duration }) => ({
    id: domain,
    name: keyName(domain, SITE),
    colour: { name: domain, type: SITE },
    duration,
  }));
