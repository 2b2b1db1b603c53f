/** Buttons that are one control: they share their edges, and one that is pressed is marked. */
import type { ReactNode } from 'react';
import styles from './joined.module.css';

export function Joined({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in.
    <div role="group" aria-label={label} className={[styles.joined, className].filter(Boolean).join(' ')}>
      {children}
    </div>
  );
}
