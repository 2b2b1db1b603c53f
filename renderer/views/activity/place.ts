/**
 * The activity's place in the address: /activity?period=week&date=2026-11-16, with `host` and `category` where it is
 * narrowed to those. Without a date it is the present period; what makes no sense is left out of account.
 */
import { type IsoDate, parseDate } from '../../timeline/day.ts';
import { PERIOD_KINDS, type PeriodKind } from '../../timeline/period.ts';

export interface ActivityPlace {
  readonly kind: PeriodKind;
  /** Any date of the period; null: today. */
  readonly date: IsoDate | null;
  /** Null: the computer that recorded last. Empty: all of them. */
  readonly host: string | null;
  /** From the general to the special; null: all. */
  readonly category: readonly string[] | null;
}

/** `search` with or without its question mark. */
export function parseActivityPlace(search: string): ActivityPlace {
  const given = new URLSearchParams(search);
  const category = given.getAll('category');
  return {
    kind: PERIOD_KINDS.find((kind) => kind === given.get('period')) ?? 'day',
    date: parseDate(given.get('date') ?? ''),
    host: given.get('host'),
    category: category.length === 0 ? null : category,
  };
}

export function formatActivityPlace({ kind, date, host, category }: ActivityPlace): string {
  const search = new URLSearchParams();
  if (kind !== 'day') search.set('period', kind);
  if (date !== null) search.set('date', date);
  if (host !== null) search.set('host', host);
  for (const name of category ?? []) search.append('category', name);
  return search.size === 0 ? '/activity' : `/activity?${search}`;
}
