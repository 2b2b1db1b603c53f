/** Every section of the preferences, from everywhere. */
import { useLocation } from 'wouter';
import { useCommands } from '../../state/commands.tsx';
import { SECTIONS, sectionPath } from './sections.ts';

export function usePreferenceCommands(): void {
  const [, navigate] = useLocation();
  useCommands(
    SECTIONS.map((section) => ({
      id: `preferences ${section.id}`,
      group: 'Daytrail' as const,
      name: `Preferences: ${section.name}`,
      words: section.words,
      run: () => navigate(sectionPath(section)),
    })),
  );
}
