/** The figures as a table to read. */
import { type Figure, type Goal, isMet } from '../benchmark.ts';

export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${shown(figure.value)} ${figure.unit}`.trim(),
    figure.goal === undefined ? '' : shownGoal(figure.goal),
    { true: 'met', false: 'MISSED', null: '' }[`${isMet(figure)}`],
    figure.note ?? '',
  ]);
  const all = [['', 'measured', 'goal', '', ''], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) =>
          column === 1 || column === 2 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const shownGoal = (goal: Goal): string => ('atMost' in goal ? `≤ ${shown(goal.atMost)}` : `≥ ${shown(goal.atLeast)}`);

/** Three significant digits, thousands apart; whole numbers from 100 on. */
export function shown(value: number): string {
  const digits = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return digits.toLocaleString('en-GB', { maximumFractionDigits: 6 });
}
