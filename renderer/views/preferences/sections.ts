/** The sections of the preferences, in the order they are listed in. Each is a file of its own, registered here. */
import { access } from './access/access-section.tsx';
import type { Section } from './section.ts';

export const SECTIONS: readonly [Section, ...Section[]] = [access];

export const sectionPath = ({ id }: Section): string => `/preferences/${id}`;
