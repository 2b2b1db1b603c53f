/** A view that is read and filled in from top to bottom: its title, what it is for, and its parts below one another. */
import type { ReactNode } from 'react';
import { Actions } from './actions.tsx';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  readonly note?: ReactNode;
  /** As wide as a table needs, not as a text. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, note, wide = false, children }: PageProps): ReactNode {
  return (
    <div className={styles.page}>
      <div className={styles.column} data-wide={wide}>
        <header className={styles.head}>
          <h1 className={styles.title}>{title}</h1>
          {note === undefined ? null : <p className={styles.note}>{note}</p>}
        </header>
        {children}
      </div>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

/** One matter on a page. */
export function Part({ title, note, children }: PartProps): ReactNode {
  return (
    <section className={styles.part} aria-label={title}>
      <h2 className={styles.partTitle}>{title}</h2>
      {note === undefined ? null : <p className={styles.note}>{note}</p>}
      {children}
    </section>
  );
}

/** Something on a page that can be acted on: what it is, more about it, and what can be done. */
export function Card({
  title,
  detail,
  actions,
}: {
  title: ReactNode;
  detail: ReactNode;
  actions: ReactNode;
}): ReactNode {
  const about = (
    <>
      <div className={styles.cardTitle}>{title}</div>
      <div className={styles.cardDetail}>{detail}</div>
    </>
  );
  return <CardRow about={about} actions={actions} />;
}

/** The same where what it is can itself be turned on and off. */
export function CardRow({ about, actions }: { about: ReactNode; actions: ReactNode }): ReactNode {
  return (
    <li className={styles.card}>
      <div className={styles.cardText}>{about}</div>
      <Actions>{actions}</Actions>
    </li>
  );
}

export function Cards({ children }: { children: ReactNode }): ReactNode {
  return <ul className={styles.cards}>{children}</ul>;
}
