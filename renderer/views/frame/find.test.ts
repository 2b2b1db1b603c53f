import { describe, expect, it } from 'vitest';
import type { Command } from '../../state/commands.tsx';
import { find } from './find.ts';

const command = (name: string, words?: string): Command => ({
  id: name,
  name,
  group: 'Timeline',
  ...(words === undefined ? {} : { words }),
  run: () => {},
});
const commands = [
  command('Previous day'),
  command('Next day'),
  command('Go to date', 'calendar'),
  command('Today'),
  command('Données de la journée'),
];
const names = (typed: string) => find(commands, typed).map(({ name }) => name);

describe('the palette', () => {
  it('offers everything while nothing is typed', () => {
    expect(names('  ')).toHaveLength(commands.length);
  });

  it('puts what starts so before what merely holds it', () => {
    expect(names('da')).toEqual(['Previous day', 'Next day', 'Go to date', 'Today']);
    expect(names('to')).toEqual(['Today', 'Go to date']);
  });

  it('finds words in any order, without accents, and by other words for the same', () => {
    expect(names('day next')).toEqual(['Next day']);
    expect(names('donnees')).toEqual(['Données de la journée']);
    expect(names('calendar')).toEqual(['Go to date']);
    expect(names('nowhere')).toEqual([]);
  });
});
