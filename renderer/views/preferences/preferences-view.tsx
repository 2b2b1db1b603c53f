/** The preferences: their sections at the side, the chosen one beside them. */
import type { ReactNode } from 'react';
import { Link, Redirect } from 'wouter';
import { Page } from '../../components/page.tsx';
import { useTitle } from '../../state/title.ts';
import styles from './preferences-view.module.css';
import { SECTIONS, sectionPath } from './sections.ts';

/** `chosen`: a section's id; any other leads to the first. */
export function PreferencesView({ chosen }: { chosen: string | undefined }): ReactNode {
  const section = SECTIONS.find(({ id }) => id === chosen);
  useTitle(section === undefined ? 'Preferences' : `${section.name} – Preferences`);
  if (section === undefined) return <Redirect to={sectionPath(SECTIONS[0])} replace />;
  const { Body } = section;
  return (
    <div className={styles.view}>
      <nav className={styles.sections} aria-label="Sections of the preferences">
        <ul className={styles.list}>
          {SECTIONS.map((each) => (
            <li key={each.id}>
              <Link
                href={sectionPath(each)}
                className={styles.section}
                aria-current={each === section ? 'page' : undefined}
              >
                {each.name}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <Page key={section.id} title={section.name}>
        <Body />
      </Page>
    </div>
  );
}
