/** Finding a command by a few letters of its name. */
import type { Command } from '../../state/commands.tsx';

/** The commands that hold every word typed, those that start with it first, else in their own order. */
export function find(commands: readonly Command[], typed: string): readonly Command[] {
  const words = simple(typed).split(' ').filter(Boolean);
  if (words.length === 0) return commands;
  return commands
    .map((command, order) => ({ command, order, rank: rank(command, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.order - b.order)
    .map(({ command }) => command);
}

/** 0: the name starts so; 1: each word starts a word of the name; 2: all are somewhere in it; null: not found. */
function rank(command: Command, words: readonly string[]): number | null {
  const name = simple(command.name);
  if (name.startsWith(words.join(' '))) return 0;
  if (words.every((word) => ` ${name}`.includes(` ${word}`))) return 1;
  const all = simple(`${command.name} ${command.group} ${command.words ?? ''}`);
  return words.every((word) => all.includes(word)) ? 2 : null;
}

/** Lower case, without accents, single spaces: typed as people type. */
function simple(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
