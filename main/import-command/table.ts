/** What an import did, and what is found, as text for a terminal. */
import type { FoundRecord, ImportProgress, ImportReport } from '../../preload/contract/imports.ts';

const KINDS: Readonly<Record<FoundRecord['kind'], string>> = {
  'activitywatch-json': 'export',
  'aw-server-rust': 'aw-server-rust',
  'aw-server': 'aw-server',
};

/** A line for each bucket, why some events were refused, the totals, and the settings. */
export function reportText({ buckets, hosts, settings }: ImportReport, dryRun: boolean): string {
  const rows = [['bucket', 'imported', 'already there', 'refused']];
  const total = { imported: 0, skipped: 0, refused: 0 };
  for (const { id, created, imported, skipped, refused } of buckets) {
    rows.push([printable(id) + (created ? ' (new)' : ''), number(imported), number(skipped), number(refused)]);
    total.imported += imported;
    total.skipped += skipped;
    total.refused += refused;
  }
  rows.push(['total', number(total.imported), number(total.skipped), number(total.refused)]);
  const lines = aligned(rows);
  const refusals = buckets.flatMap(({ id, refused, problems }) => {
    const more = refused - problems.length;
    const rest = problems.length > 0 && more > 0 ? [`and ${number(more)} more`] : [];
    return [...problems, ...rest].map((why) => `  ${printable(id)}: ${printable(why)}`);
  });
  if (refusals.length > 0) lines.push('', 'Refused:', ...refusals);
  if (hosts.length > 0) {
    lines.push('', ...hosts.map(({ from, to }) => `What ${printable(from)} recorded is taken as ${printable(to)}'s.`));
  }
  if (settings.length > 0) {
    const set = settings.filter(({ state }) => state === 'set').map(({ key }) => printable(key));
    const kept = settings.length - set.length;
    const which = set.length === 0 ? '' : ` (${set.join(', ')})`;
    lines.push('', `Settings: ${set.length} set${which}, ${kept} left as they are.`);
  }
  if (dryRun) lines.push('', 'Nothing was written: this is what the import would do.');
  return `${lines.join('\n')}\n`;
}

export function foundText(found: readonly FoundRecord[]): string {
  if (found.length === 0) return 'No record of ActivityWatch was found in its usual places.\n';
  const rows = found.map(({ kind, path, bytes, modified, running }) => [
    KINDS[kind],
    `${number(Math.ceil(bytes / 1024))} KiB`,
    `last written ${new Date(modified / 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `${printable(path)}${running ? ' (in use)' : ''}`,
  ]);
  return `${rows.map((row) => row.join('  ')).join('\n')}\n`;
}

const DOING: Readonly<Record<ImportProgress['state'], string>> = {
  idle: '',
  reading: 'Reading',
  comparing: 'Comparing',
  saving: 'Saving',
};

/** One line; empty where nothing is under way. */
export function progressText({ state, done, total }: ImportProgress): string {
  if (state === 'idle') return '';
  return `${DOING[state]}: ${number(done)}${total === null ? '' : ` of ${number(total)}`} events`;
}

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  '),
  );
}

const number = (value: number): string => value.toLocaleString('en-GB');

/** Names come from files: nothing in them may steer the terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '\ufffd');
