/** The sections of the preferences, in the order they are listed in. Each is a file of its own, registered here. */
import { access } from './access/access-section.tsx';
import { backups } from './backups/backups-section.tsx';
import { day } from './day/day-section.tsx';
import { privacy } from './privacy/privacy-section.tsx';
import { recording } from './recording/recording-section.tsx';
import type { Section } from './section.ts';
import { start } from './start/start-section.tsx';
import { updates } from './updates/updates-section.tsx';

export const SECTIONS: readonly [Section, ...Section[]] = [recording, privacy, day, start, backups, access, updates];

export const sectionPath = ({ id }: Section): string => `/preferences/${id}`;
