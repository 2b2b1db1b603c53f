/** Every section of the preferences, from everywhere. */
import type { Command } from '../../state/commands.tsx';
import { SECTIONS, sectionPath } from './sections.ts';

export const sectionCommands = (navigate: (path: string) => void): readonly Command[] =>
  SECTIONS.map((section) => ({
    id: `preferences ${section.id}`,
    group: 'Daytrail',
    name: `Preferences: ${section.name}`,
    words: section.words,
    run: () => navigate(sectionPath(section)),
  }));
